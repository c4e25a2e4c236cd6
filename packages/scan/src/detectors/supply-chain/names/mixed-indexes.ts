/** Configurations in which two package indexes answer for the same names: pip, Poetry, uv, Pipenv, NuGet, Composer. */

import { aboutFile, edit, type RawFinding } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonValue } from '@theriac/read/json';
import { LineIndex } from '@theriac/read/text';
import { hostOf } from '../../../registries/npm-settings.ts';
import { baseName } from '../../../target/paths.ts';
import { numbered } from '../../shared/subjects.ts';
import { NAME_RULES } from './name-rules.ts';

interface Mixed {
  /** The index that is added: one more is a finding of its own. */
  readonly subject: string;
  /** 1-based line. */
  readonly line: number;
  readonly observed: string;
  readonly action: string;
  /** What to write instead. */
  readonly write?: string;
}

/** One finding per index that is added; empty when the file mixes nothing. */
export function mixedIndexes(path: string, text: string): RawFinding[] {
  const name = baseName(path).toLowerCase();
  const mixed = readerFor(name)?.(text) ?? [];
  return numbered(mixed.slice(0, MOST), ({ subject }) => subject).flatMap(({ key, items }) =>
    items.map((one) => ({
      rule: NAME_RULES['MIXED-INDEXES'],
      subject: aboutFile(path),
      key,
      scope: 'build',
      locations: [{ path, line: one.line }],
      evidence: [{ source: 'detector/names', observed: one.observed }],
      action: one.action,
      ...(one.write === undefined ? {} : { steps: [edit(one.write)] }),
    })),
  );
}

/** Nobody has more indexes than this in one file. */
const MOST = 200;

type Reader = (text: string) => Mixed[];

function readerFor(name: string): Reader | undefined {
  if (name.endsWith('.txt') || name.endsWith('.in') || name === 'pip.conf' || name === 'pip.ini') return pip;
  if (name === 'pyproject.toml') return (text) => [...poetry(text), ...uv(text)];
  if (name === 'uv.toml') return uv;
  if (name === 'pipfile') return pipenv;
  if (name === 'nuget.config') return nuget;
  return name === 'composer.json' ? composer : undefined;
}

/** pip takes the highest version from all indexes alike. */
const pip: Reader = (text) =>
  find(text, /^\s*(?:--)?extra-index-url[\s=]+(\S+)/).map(({ line, value }) => ({
    subject: hostOf(value) ?? '',
    line,
    observed: `extra index ${hostOf(value) ?? ''}`.trim(),
    action: 'Use one index that mirrors the public one, instead of an extra index',
    write: '--index-url https://packages.example.org/simple',
  }));

/** Sources of Poetry are searched for every package unless they are explicit. */
const poetry: Reader = (text) =>
  blocks(text, '[[tool.poetry.source]]').flatMap((block) => {
    const priority = /^[ \t]*priority[ \t]*=[ \t]*["'](\w+)["']/m.exec(block.text)?.[1];
    if (
      priority === 'explicit' ||
      priority === 'primary' ||
      (priority === undefined && /default\s*=\s*true/.test(block.text))
    )
      return [];
    return {
      subject: hostOf(/^[ \t]*url[ \t]*=[ \t]*["']([^"'\n]{1,2000})["']/m.exec(block.text)?.[1] ?? '') ?? '',
      line: block.line,
      observed: `source ${priority ?? 'without a priority'}`,
      action: 'Make the source explicit and name it for each package that comes from it',
      write: 'priority = "explicit"',
    };
  });

/** uv takes the first index that has the name, unless it is asked to take the best of all. */
const uv: Reader = (text) =>
  find(text, /^\s*index-strategy\s*=\s*["'](unsafe-[\w-]+)["']/).map(({ line, value }) => ({
    subject: 'index-strategy',
    line,
    observed: `index-strategy ${value}`,
    action: 'Use index-strategy = "first-index" and bind packages to indexes under tool.uv.sources',
    write: 'index-strategy = "first-index"',
  }));

/** Pipenv searches every source for packages that name none. */
const pipenv: Reader = (text) => {
  const sources = blocks(text, '[[source]]');
  if (/\bindex\s*=/.test(text)) return [];
  return sources.slice(1).map((source) => ({
    subject: hostOf(/^[ \t]*url[ \t]*=[ \t]*["']([^"'\n]{1,2000})["']/m.exec(source.text)?.[1] ?? '') ?? '',
    line: source.line,
    observed: `${sources.length} sources, and no package says which`,
    action: 'Name the index for each package that does not come from the first source',
    write: 'name = {version = "*", index = "private"}',
  }));
};

/** NuGet asks all sources at once and takes the first answer. */
const nuget: Reader = (text) => {
  const lines = new LineIndex(text);
  const start = text.search(/<packageSources>/i);
  const rest = start < 0 ? '' : text.slice(start + '<packageSources>'.length);
  const sources = rest.slice(0, Math.max(0, rest.search(/<\/packageSources>/i)));
  const keys = [...sources.matchAll(/<add\s[^>]{0,500}\bvalue="(https?:[^"]*)"/gi)];
  if (keys.length < 2 || /<packageSourceMapping>/i.test(text)) return [];
  return keys.slice(1).map((key) => ({
    subject: hostOf(key[1] ?? '') ?? '',
    line: lines.line(start + '<packageSources>'.length + key.index),
    observed: `${keys.length} sources without packageSourceMapping`,
    action: 'Map packages to sources with packageSourceMapping',
    write:
      '<packageSourceMapping><packageSource key="private"><package pattern="Clinic.*" /></packageSource></packageSourceMapping>',
  }));
};

/** Addresses that are searched for in vain. */
const MOST_MISSED = 100;

/** Composer 2 stops at the first repository that has the name, unless it is not canonical. */
const composer: Reader = (text) => {
  let top: JsonValue;
  try {
    top = JSON.parse(text) as JsonValue;
  } catch {
    // The extractor of composer.json reports what cannot be read.
    return [];
  }
  const lines = new LineIndex(text);
  let from = 0;
  let missed = 0;
  return asArray(get(asObject(top), 'repositories')).flatMap((value) => {
    const repository = asObject(value);
    if (get(repository, 'canonical') !== false || asString(get(repository, 'type')) !== 'composer') return [];
    const url = asString(get(repository, 'url')) ?? '';
    // In the order of the file; one that is written with escapes is not found.
    const at = missed < MOST_MISSED ? text.indexOf(JSON.stringify(url), from) : -1;
    const line = lines.line(at < 0 ? from : at);
    if (at < 0) missed += 1;
    else from = at + url.length;
    return {
      subject: hostOf(url) ?? '',
      line,
      observed: 'a repository that is not canonical',
      action: 'Leave the repository canonical, or limit it with "only" and "exclude"',
    };
  });
};

function find(text: string, pattern: RegExp): { line: number; value: string }[] {
  return text.split('\n').flatMap((line, at) => {
    const match = line.length < 2000 ? pattern.exec(line) : null;
    return match === null ? [] : [{ line: at + 1, value: match[1] ?? '' }];
  });
}

/** Tables of an array of tables, each until the next header. */
function blocks(text: string, header: string): { line: number; text: string }[] {
  const found: { line: number; text: string }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === header) found.push({ line: at + 1, text: '' });
    else if (line.startsWith('[')) found.push({ line: 0, text: '' });
    else {
      const last = found.at(-1);
      if (last !== undefined) last.text += `${line}\n`;
    }
  }
  return found.filter((block) => block.line > 0);
}
