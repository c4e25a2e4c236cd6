/** Edits of manifests as a person makes them from the text of a step: merged into what the file says. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FixStep } from '@theriac/core';

type Edit = Extract<FixStep, { readonly kind: 'edit' }>;
type Json = { [key: string]: Json } | string | number | boolean | null | Json[];

/** What went wrong, in one line. */
export function editFile(root: string, { text, file }: Edit): string | undefined {
  if (file === undefined) return `an edit without a file: ${text}`;
  const path = join(root, file);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const after = file.endsWith('.json')
    ? mergedJson(before, text)
    : file.endsWith('yarn.lock')
      ? withoutBlocks(before, text)
      : file.endsWith('.toml')
        ? mergedToml(before, text)
        : file.endsWith('.yaml')
          ? withYamlKeys(before, text)
          : file.endsWith('.xml')
            ? withPom(before, text)
            : file.endsWith('.txt')
              ? withRequirement(before, text)
              : undefined;
  if (after === undefined) return `the benchmark cannot edit ${file}: ${text}`;
  if (after === before) return `an edit changes nothing: ${file}: ${text}`;
  writeFileSync(path, after);
  return undefined;
}

function mergedJson(before: string, text: string): string {
  const merged = merge(JSON.parse(before), JSON.parse(text));
  return `${JSON.stringify(merged, null, 2)}\n`;
}

function merge(base: Json | undefined, over: Json): Json {
  if (!isObject(base) || !isObject(over)) return over;
  const merged: { [key: string]: Json } = { ...base };
  for (const [key, value] of Object.entries(over)) merged[key] = merge(base[key], value);
  return merged;
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `delete the entry NAME@RANGE` for each line of the text: the entries whose first line names it. */
function withoutBlocks(before: string, text: string): string {
  const doomed = text.split('\n').map((line) => line.replace(/^delete the entry /, '').trim());
  const blocks = before.split(/\n(?=\S)/);
  return blocks
    .filter((block) => {
      const head = block.split('\n', 1)[0] ?? '';
      const keys = head
        .replace(/:$/, '')
        .split(',')
        .map((key) => key.trim().replace(/^"|"$/g, ''));
      return !keys.some((key) => doomed.includes(key));
    })
    .join('\n');
}

/** `[table]` and `key = value` lines: a key of the table is replaced or added, a list gets the new items. */
function mergedToml(before: string, text: string): string {
  const lines = before.split('\n');
  let table = '';
  for (const line of text.split('\n')) {
    const header = /^\[[^\]]+\]$/.exec(line.trim())?.[0];
    if (header !== undefined) {
      table = header;
      continue;
    }
    const [key = '', value = ''] = splitAtEquals(line);
    if (key === '') continue;
    setKey(lines, table, key, value);
  }
  return lines.join('\n');
}

function splitAtEquals(line: string): [string, string] | [] {
  const at = line.indexOf('=');
  return at < 0 ? [] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

function setKey(lines: string[], table: string, key: string, value: string): void {
  let start = table === '' ? -1 : lines.findIndex((line) => line.trim() === table);
  if (start < 0 && table !== '') {
    lines.push('', table);
    start = lines.length - 1;
  }
  let end = lines.findIndex((line, at) => at > start && /^\s*\[/.test(line));
  if (end < 0) end = lines.length;
  const at = lines.findIndex((line, i) => i > start && i < end && splitAtEquals(line)[0] === key);
  if (at < 0) {
    lines.splice(start + 1, 0, `${key} = ${value}`);
    return;
  }
  const old = splitAtEquals(lines[at] ?? '')[1] ?? '';
  lines[at] = `${key} = ${joined(old, value)}`;
}

/** An inline table keeps its other fields, a list its other items. */
function joined(old: string, value: string): string {
  if (old.startsWith('[') && value.startsWith('[') && old.endsWith(']'))
    return old === '[]' ? value : `${old.slice(0, -1).replace(/,\s*$/, '')}, ${value.slice(1)}`;
  if (old.startsWith('{') && value.startsWith('"'))
    return old.replace(/version\s*=\s*"[^"]*"/, `version = ${value}`);
  return value;
}

/** `key:` and indented lines: the lines go below the key. */
function withYamlKeys(before: string, text: string): string {
  const [key = '', ...added] = text.split('\n');
  const lines = before.split('\n');
  const at = lines.findIndex((line) => line.startsWith(key));
  if (at < 0) return `${before.replace(/\n*$/, '\n')}${text}\n`;
  lines.splice(at + 1, 0, ...added);
  return lines.join('\n');
}

/** A property, the version of a dependency, or a block for dependency management. */
function withPom(before: string, text: string): string {
  if (text.startsWith('<dependencyManagement>')) {
    const entry = text.split('\n').slice(2, -2).join('\n');
    const managed = /(<dependencyManagement>\s*<dependencies>)/;
    return managed.test(before)
      ? before.replace(managed, (whole) => `${whole}\n${entry}`)
      : before.replace(/<\/project>\s*$/, (end) => `${text}\n${end}`);
  }
  const property = /^<([\w.-]+)>(.*)<\/\1>$/.exec(text);
  if (property !== null && !text.includes('\n'))
    return before.replace(new RegExp(`<${property[1]}>[^<]*</${property[1]}>`), text);
  const [group = '', artifact = '', version = ''] = text.split('\n').map((line) => line.trim());
  const dependency = new RegExp(
    `(${group}\\s*${artifact}(?:(?!</dependency>)[\\s\\S])*?)<version>[^<]*</version>`,
  );
  return before.replace(dependency, (_, head: string) => `${head}${version}`);
}

/** `name==1.2.3`: the line of the package is replaced, or the text is added. */
function withRequirement(before: string, text: string): string {
  const nameOf = (line: string): string =>
    (/^\s*([A-Za-z0-9][\w.-]*)/.exec(line)?.[1] ?? '').toLowerCase().replace(/[-_.]+/g, '-');
  const wanted = nameOf(text);
  const lines = before.split('\n');
  const at = lines.findIndex((line) => nameOf(line) === wanted);
  if (at < 0) return `${before.replace(/\n*$/, '\n')}${text}\n`;
  lines[at] = text;
  return lines.join('\n');
}
