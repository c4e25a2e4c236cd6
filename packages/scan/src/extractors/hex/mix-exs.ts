/**
 * `mix.exs` (https://hexdocs.pm/mix/Mix.Tasks.Deps.html) where no mix.lock covers it: the dependencies that are literal
 * tuples, in functions whose names say `deps` and in `deps: […]`.
 */
import type { Extract, ExtractContext, Origin, Scope } from '@theriac/core';
import { LineIndex } from '@theriac/read/text';
import { beside, folderOf, inFolder } from '../../target/paths.ts';
import { addAsked } from '../shared/asked-package.ts';
import { gitOrigin, withoutCredentials } from '../shared/origin.ts';
import { textAt } from '../shared/readable-text.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import {
  type Argument,
  argumentsOf,
  endOfBrackets,
  literalOf,
  withoutComments,
} from '../shared/source-text.ts';

/** Umbrellas keep their applications this far below. */
const MAX_LEVELS = 3;
const REGION = /\bdefp?[ \t]{1,9}\w{0,60}deps\w{0,60}\b|\bdeps:[ \t]{0,9}\[/g;
const TUPLE = /\{[ \t\n]{0,60}:"?([a-z_]\w{0,100})"?[ \t\n]{0,60},/g;

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'hex');
  const text = withoutComments(file.text(), { line: '#' });
  const lines = new LineIndex(text);
  let found = 0;
  let from = 0;
  for (const region of text.matchAll(REGION)) {
    // A region inside the last one is read already.
    if (region.index < from) continue;
    from = endOfRegion(text, region.index, region[0]);
    const body = text.slice(region.index, from);
    for (const tuple of body.matchAll(TUPLE)) {
      const end = endOfBrackets(body, tuple.index);
      const rest = argumentsOf(body.slice(tuple.index + tuple[0].length, end - 1));
      found += addDependency(root, tuple[1] ?? '', rest, lines.line(region.index + tuple.index));
    }
  }
  const lock = lockOf(file.path, context);
  if (lock !== undefined) return root.lockedIn(lock);
  if (found > 0) root.transitivesUnknown('run `mix deps.get` and commit mix.lock');
  const dynamic = found === 0 ? /\bdeps:[ \t]{0,9}(?!\[|deps\b|\w{0,60}deps\b)\S/.exec(text) : null;
  if (dynamic !== null)
    root.unknown('dynamic', 'the dependencies are computed', lines.line(dynamic.index), true);
  return root.build();
};

/** A list ends with its bracket, a function where the next one begins. */
function endOfRegion(text: string, start: number, head: string): number {
  if (head.endsWith('[')) return endOfBrackets(text, start + head.length - 1);
  const next = /\n[ \t]{0,60}(?:defp?|@\w{1,60})[ \t]/g;
  next.lastIndex = start + head.length;
  return next.exec(text)?.index ?? text.length;
}

/** mix.lock beside it, or that of the umbrella above. */
function lockOf(path: string, context: ExtractContext): string | undefined {
  const own = beside(path, 'mix.lock');
  if (context.exists(own)) return own;
  let folder = folderOf(path);
  for (let level = 0; level < MAX_LEVELS && folder !== ''; level += 1) {
    folder = folderOf(folder);
    if (!context.exists(inFolder(folder, 'mix.lock'))) continue;
    const isUmbrella = textAt(inFolder(folder, 'mix.exs'), context)?.includes('apps_path') === true;
    return isUmbrella ? inFolder(folder, 'mix.lock') : undefined;
  }
  return undefined;
}

function addDependency(root: RootBuilder, name: string, rest: readonly Argument[], line: number): number {
  const option = (label: string): string | undefined => rest.find((a) => a.label === label)?.value;
  const range = literalOf(rest[0]?.label === undefined ? rest[0]?.value : undefined) ?? '';
  const isComputed = rest[0] !== undefined && rest[0].label === undefined && range === '';
  // `{:ok, value}` and the like are no dependencies.
  if (rest.length === 0 || (isComputed && !/^[a-z_@]/.test(rest[0]?.value ?? ''))) return 0;
  if (option('in_umbrella') !== undefined) return 0;
  const path = literalOf(option('path'));
  const github = literalOf(option('github'));
  const git =
    literalOf(option('git')) ?? (github === undefined ? undefined : `https://github.com/${github}.git`);
  const ref = literalOf(option('ref')) ?? literalOf(option('tag'));
  const origin: Origin =
    path !== undefined
      ? { kind: 'path', path: withoutCredentials(path) }
      : git === undefined
        ? { kind: 'registry' }
        : gitOrigin(git, ref);
  const exact = /^(?:==[ \t]*)?(\d+\.\d+\.\d[\w.+-]*)$/.exec(range)?.[1];
  const version = exact ?? (git === undefined ? null : (ref ?? null));
  const hex = literalOf(option('hex')) ?? option('hex')?.replace(/^:/, '');
  addAsked(root, {
    name: hex !== undefined && /^\w{1,100}$/.test(hex) ? hex : name,
    range,
    version,
    scope: scopeOf(option('only'), option('optional')),
    line,
    origin,
  });
  return 1;
}

/** `only: :test`, `only: [:dev, :test]`. */
function scopeOf(only: string | undefined, optional: string | undefined): Scope {
  const names = [...(only ?? '').matchAll(/:(\w{1,60})/g)].map((m) => m[1]);
  if (names.length === 0 || names.includes('prod')) return optional === 'true' ? 'optional' : 'production';
  return names.every((name) => name === 'test') ? 'test' : 'development';
}
