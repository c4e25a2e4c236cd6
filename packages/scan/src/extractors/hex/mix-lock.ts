/** `mix.lock`: one map from names to `{:hex, …}` or `{:git, …}` tuples (Mix.SCM, Hex). */
import type { Extract, ExtractContext } from '@theriac/core';
import { folderOf } from '../../target/paths.ts';
import { distinctHashes, gitOrigin, hexHash } from '../shared/origin.ts';
import { textAt } from '../shared/readable-text.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { itemsOfTerm, readTerms, type Term, textOfTerm } from './terms.ts';

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'hex');
  const [top] = readTerms(file);
  if (top === undefined) root.emptyFile();
  else if (top.kind !== 'list') root.unknown('unparseable', 'the lockfile is not a map', top.line, true);
  const keys = new Map<string, string>();
  const needs = new Map<string, { name: string; line: number; deps: readonly Term[] }>();
  for (const entry of itemsOfTerm(top)) {
    if (entry.kind !== 'pair' || entry.key === '') {
      root.unknown('unparseable', 'an entry of the lockfile is not understood', entry.line, true);
      continue;
    }
    const [how, what, version, inner, , deps, , outer] = itemsOfTerm(entry.value);
    const location = { path: file.path, line: entry.line };
    if (textOfTerm(how) === 'git') {
      const key = root.add({
        name: entry.key,
        version: textOfTerm(version) || null,
        location,
        origin: gitOrigin(textOfTerm(what) ?? '', textOfTerm(version)),
      });
      keys.set(entry.key, key);
      continue;
    }
    const exact = textOfTerm(version);
    if (textOfTerm(how) !== 'hex' || exact === undefined || exact === '') {
      root.unknown(
        'no-package-data',
        `${entry.key} is locked in a way that is not understood`,
        entry.line,
        true,
        {
          package: entry.key,
        },
      );
      continue;
    }
    const key = root.add({
      name: textOfTerm(what) || entry.key,
      version: exact,
      location,
      origin: { kind: 'registry' },
      // The outer checksum is that of the package as it is downloaded; old lockfiles have the inner one only.
      hashes: distinctHashes([hexHash('sha256', textOfTerm(outer) ?? textOfTerm(inner) ?? '')]),
    });
    keys.set(entry.key, key);
    needs.set(key, { name: entry.key, line: entry.line, deps: itemsOfTerm(deps) });
  }
  let elsewhere: ReadonlySet<string> | undefined;
  for (const [from, { name, line, deps }] of needs) {
    for (const dep of deps) {
      const [app, , options] = itemsOfTerm(dep);
      const need = textOfTerm(app) ?? '';
      const to = keys.get(need);
      // Optional dependencies that nobody asked for are not locked.
      if (to !== undefined) root.link(from, to);
      else if (need !== '' && !isOptional(options)) {
        elsewhere ??= inFolders(file.path, context);
        if (elsewhere.has(need)) continue;
        root.unknown(
          'dangling-edge',
          `${name} requires ${need}, which is missing from the lockfile`,
          line,
          true,
          {
            package: need,
          },
        );
      }
    }
  }
  root.markTopLevel(() => 'production');
  return root.build();
};

function isOptional(options: Term | undefined): boolean {
  return itemsOfTerm(options).some(
    (option) => option.kind === 'pair' && option.key === 'optional' && textOfTerm(option.value) === 'true',
  );
}

const TUPLE = /\{[ \t\n]{0,60}:"?([a-z_]\w{0,100})"?[ \t\n]{0,60},([^{}]{0,500})/g;

/** Applications that the project takes from a folder, which Mix does not lock. */
function inFolders(lockfile: string, context: ExtractContext): ReadonlySet<string> {
  const folder = folderOf(lockfile);
  const names = new Set<string>();
  for (const path of context.named('mix.exs')) {
    if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
    for (const [, name = '', options = ''] of (textAt(path, context) ?? '').matchAll(TUPLE))
      if (/\b(?:path|in_umbrella):/.test(options)) names.add(name);
  }
  return names;
}
