/**
 * `setup.cfg` and `setup.py`. The latter is a program, which is never run: lists of literal strings are read, all
 * else is handed back as computed.
 */
import type { Extract, Scope } from '@theriac/core';
import { siblingOf } from '../../target/paths.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { PYPROJECT_LOCKS, scopeOfExtra } from './python-package.ts';
import { parseRequirement, pinnedVersion } from './requirement.ts';

interface Found {
  readonly text: string;
  readonly scope: Scope;
  readonly line: number;
}

const KEYS: Readonly<Record<string, Scope>> = {
  install_requires: 'production',
  setup_requires: 'build',
  tests_require: 'test',
};

export const extractCfg: Extract = (file, context) => {
  if (siblingOf(file.path, PYPROJECT_LOCKS, context) !== undefined) return NOTHING;
  const root = new RootBuilder(file.path, 'pypi');
  const found: Found[] = [];
  let section = '';
  let scope: Scope | null = null;
  const naming: { name?: string; version?: string } = {};
  for (const [index, raw] of file.text().split('\n').entries()) {
    const line = raw.replace(/(?:^|\s)[#;].*$/s, '').trimEnd();
    const header = /^\[([^\]]{1,200})\]$/.exec(line)?.[1];
    if (header !== undefined) {
      section = header.trim();
      scope = null;
      continue;
    }
    const pair = /^([A-Za-z0-9_.-]{1,200})\s*[=:](?!=)(.*)$/s.exec(line);
    if (pair?.[1] !== undefined) {
      const key = pair[1].replaceAll('-', '_');
      if (section === 'metadata' && (key === 'name' || key === 'version'))
        naming[key] = (pair[2] ?? '').trim();
      scope = null;
      if (section === 'options' && Object.hasOwn(KEYS, key)) scope = KEYS[key] ?? null;
      else if (section === 'options.extras_require') scope = scopeOfExtra(pair[1]);
      if (scope !== null) push((pair[2] ?? '').trim(), scope, index + 1);
    } else if (scope !== null && /^\s+\S/.test(line)) push(line.trim(), scope, index + 1);
  }
  addAll(root, found);
  const { name, version } = naming;
  return root.build({
    ...(name ? { name } : {}),
    ...(version && /^\d/.test(version) ? { version } : {}),
  });

  /** Several may be on one line, apart by semicolons where those begin no marker. */
  function push(text: string, of: Scope, line: number): void {
    if (text.startsWith('file:')) {
      root.unknown('dynamic', 'the list of dependencies is read from another file', line, true);
    } else if (text !== '') found.push({ text, scope: of, line });
  }
};

export const extractPy: Extract = (file, context) => {
  if (siblingOf(file.path, PYPROJECT_LOCKS, context) !== undefined) return NOTHING;
  const root = new RootBuilder(file.path, 'pypi');
  const text = file.text();
  const found: Found[] = [];
  for (const [key, scope] of Object.entries(KEYS)) {
    for (const argument of argumentsNamed(text, key)) {
      const list = listItems(text, argument.end);
      if (list === null) {
        const message = `${key} is computed: only running setup.py would tell`;
        root.unknown('dynamic', message, argument.line, true);
        continue;
      }
      for (const item of list) found.push({ text: item.text ?? '', scope, line: argument.line + item.line });
    }
  }
  for (const argument of argumentsNamed(text, 'extras_require')) {
    const message = 'extras_require is not read from setup.py';
    root.unknown('dynamic', message, argument.line, true);
  }
  addAll(root, found);
  return root.build();
};

/** A real script calls `setup` once; each argument may take a look at the whole rest of the file. */
const MAX_ARGUMENTS = 20;

/** Where `name=` (or `name =`) is outside of comments, and its line. */
function argumentsNamed(text: string, name: string): { end: number; line: number }[] {
  const found: { end: number; line: number }[] = [];
  let line = 1;
  let counted = 0;
  for (const match of text.matchAll(new RegExp(`\\b${name}[ \\t]{0,20}=(?!=)`, 'g'))) {
    if (found.length >= MAX_ARGUMENTS) break;
    for (let at = text.indexOf('\n', counted); at >= 0 && at < match.index; at = text.indexOf('\n', at + 1)) {
      line += 1;
      counted = at + 1;
    }
    if (!text.slice(counted, match.index).includes('#'))
      found.push({ end: match.index + match[0].length, line });
  }
  return found;
}

interface ListItem {
  /** Null for an item that is computed. */
  readonly text: string | null;
  /** Counted from the line where the list begins. */
  readonly line: number;
}

/** Items of a list or tuple of literal strings; null when there is no list, or more is added to it. */
function listItems(text: string, start: number): ListItem[] | null {
  const items: ListItem[] = [];
  let line = 0;
  let opened = false;
  let depth = 0;
  /** The strings and other things met since the last comma. */
  let parts: ListItem[] = [];
  const finish = (): void => {
    const [first] = parts;
    if (first !== undefined) items.push(parts.length === 1 ? first : { text: null, line: first.line });
    parts = [];
  };
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\n') line += 1;
    else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = (end < 0 ? text.length : end) - 1;
    } else if (/\s/.test(character)) continue;
    else if (!opened) {
      if (character !== '[' && character !== '(') return null;
      opened = true;
    } else if (depth === 0 && (character === ']' || character === ')')) {
      finish();
      // `[…] + more` and `[…] % x` are computed.
      return /^[ \t]*(?:[,)\n#]|$)/.test(text.slice(at + 1, at + 200)) ? items : null;
    } else if (depth === 0 && character === ',') {
      finish();
    } else if (character === '"' || character === "'") {
      const end = text.indexOf(character, at + 1);
      const content = text.slice(at + 1, end);
      if (end < 0 || content.includes('\n')) return null;
      parts.push({ text: content.includes('\\') ? null : content, line });
      at = end;
    } else {
      if ('([{'.includes(character)) depth += 1;
      else if (')]}'.includes(character)) depth -= 1;
      parts.push({ text: null, line });
    }
  }
  return null;
}

function addAll(root: RootBuilder, found: readonly Found[]): void {
  for (const { text, scope, line } of found) {
    const requirement = parseRequirement(text);
    if (requirement === null) {
      root.unknown('dynamic', 'a dependency is not a literal specifier (PEP 508)', line, true);
      continue;
    }
    const version = pinnedVersion(requirement.specifier);
    if (version === null) root.unresolved(requirement.name, requirement.specifier, line);
    root.add({
      name: requirement.name,
      version,
      scope,
      direct: true,
      requested: requirement.specifier,
      location: { path: root.path, line },
      origin: { kind: 'registry' },
    });
  }
  if (found.length > 0) root.transitivesUnknown('commit a lockfile or a compiled requirements.txt');
}
