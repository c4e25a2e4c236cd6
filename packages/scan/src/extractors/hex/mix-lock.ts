/** `mix.lock`: one map from names to `{:hex, …}` or `{:git, …}` tuples (Mix.SCM, Hex). */
import type { Extract } from '@theriac/core';
import { distinctHashes, gitOrigin, hexHash } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { itemsOfTerm, readTerms, type Term, textOfTerm } from './terms.ts';

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'hex');
  const [top] = readTerms(file);
  if (top === undefined) root.emptyFile();
  else if (top.kind !== 'list') root.unknown('unparseable', 'the lockfile is not a map', top.line, true);
  const keys = new Map<string, string>();
  const needs = new Map<string, readonly Term[]>();
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
    needs.set(key, itemsOfTerm(deps));
  }
  for (const [from, deps] of needs) {
    for (const dep of deps) {
      const to = keys.get(textOfTerm(itemsOfTerm(dep)[0]) ?? '');
      // Optional dependencies that nobody asked for are not locked.
      if (to !== undefined) root.link(from, to);
    }
  }
  root.markTopLevel(() => 'production');
  return root.build();
};
