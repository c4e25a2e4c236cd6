/** `opam.locked` (`opam lock`): the fields `depends` and `depopts` with `"name" {= "1.2.3" & with-test}`. */
import type { Extract, Scope } from '@theriac/core';
import { LineIndex } from '@theriac/read/text';
import { RootBuilder } from '../shared/root-builder.ts';

const ENTRY = /"([^"\n]{1,200})"[ \t\r\n]*(\{[^{}]{0,500}\})?/g;
const FIELD = /^(depends|depopts)\s*:\s*\[/gm;
const MAX_ENTRIES = 20_000;

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'opam');
  const text = file.text();
  const lines = new LineIndex(text);
  let fields = 0;
  for (const field of text.matchAll(FIELD)) {
    fields += 1;
    const start = field.index + field[0].length;
    const end = endOfList(text, start);
    if (end < 0) {
      root.unknown('unparseable', `the field ${field[1]} does not end`, lines.line(start), true);
      continue;
    }
    // What is left of a list without its packages: operators and comments.
    const rest = text
      .slice(start, end)
      .replace(ENTRY, ' ')
      .replace(/#[^\n]*/g, ' ');
    if (/[^\s&|()]/.test(rest))
      root.unknown('unparseable', `an item of ${field[1]} is no package`, lines.line(start), true);
    let count = 0;
    for (const entry of text.slice(start, end).matchAll(ENTRY)) {
      count += 1;
      if (count > MAX_ENTRIES) break;
      const [, name = '', braces = ''] = entry;
      const line = lines.line(start + entry.index);
      const version = /=\s*"([^"]+)"/.exec(braces)?.[1] ?? null;
      if (version === null) root.unresolved(name, braces, line);
      const key = root.add({ name, version, location: { path: file.path, line } });
      root.want(key, scopeOf(field[1] ?? '', braces));
    }
  }
  if (fields === 0) root.unknown('no-package-data', 'there is no field depends in the file', 1, true);
  const name = /^name:\s*"([^"\n]+)"/m.exec(text)?.[1];
  const version = /^version:\s*"([^"\n]+)"/m.exec(text)?.[1];
  return root.build({
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  });
};

function scopeOf(field: string, braces: string): Scope {
  if (/\bwith-test\b/.test(braces)) return 'test';
  if (/\bwith-(?:doc|dev-setup)\b/.test(braces)) return 'development';
  if (/\bbuild\b/.test(braces)) return 'build';
  return field === 'depopts' ? 'optional' : 'production';
}

/** The bracket that closes the list, past brackets in texts. */
function endOfList(text: string, start: number): number {
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"' && text[at - 1] !== '\\') quoted = !quoted;
    else if (char === ']' && !quoted) return at;
  }
  return -1;
}
