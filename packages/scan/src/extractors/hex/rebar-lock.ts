/** `rebar.lock`: names, sources and levels; level 0 is what the project itself asks for. */
import type { Extract } from '@theriac/core';
import { distinctHashes, gitOrigin, hexHash } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { itemsOfTerm, readTerms, type Term, textOfTerm } from './terms.ts';

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'hex');
  const terms = readTerms(file);
  if (terms.length === 0) root.emptyFile();
  // Newer files are `{"1.2.0", [entry, …]}.` and a list of hashes; old ones only a list.
  const [first] = terms;
  const entries = first?.kind === 'tuple' ? itemsOfTerm(first)[1] : first;
  if (entries !== undefined && entries.kind !== 'list')
    root.unknown('unparseable', 'the lockfile holds no list of dependencies', entries.line, true);
  // Erlang ends each term with a dot.
  if (terms.length > 0 && !file.text().trimEnd().endsWith('.'))
    root.unknown('unparseable', 'its last term does not end: the file was cut off', undefined, true);
  const hashes = hashesOf(terms.slice(1));
  for (const entry of itemsOfTerm(entries)) {
    const [name, source, level] = itemsOfTerm(entry);
    const called = textOfTerm(name);
    const [how, what, version] = itemsOfTerm(source);
    if (called === undefined || called === '') {
      root.unknown('unparseable', 'an entry of the lockfile is not understood', entry.line, true);
      continue;
    }
    const location = { path: file.path, line: entry.line };
    const isPackage = textOfTerm(how) === 'pkg';
    const commit = textOfTerm(itemsOfTerm(version)[1]);
    const exact = isPackage ? textOfTerm(version) : commit;
    if (exact === undefined || exact === '') root.unresolved(called, '', entry.line);
    const key = root.add({
      name: isPackage ? textOfTerm(what) || called : called,
      version: exact || null,
      location,
      origin: isPackage ? { kind: 'registry' } : gitOrigin(textOfTerm(what) ?? '', commit),
      hashes: isPackage ? distinctHashes([hexHash('sha256', hashes.get(called) ?? '')]) : [],
    });
    if (textOfTerm(level) === '0') root.want(key, 'production');
  }
  return root.build();
};

/** `[{pkg_hash, [{name, hash}, …]}, {pkg_hash_ext, […]}]`; the last names the package as downloaded. */
function hashesOf(terms: readonly Term[]): Map<string, string> {
  const hashes = new Map<string, string>();
  for (const list of terms.flatMap(itemsOfTerm)) {
    for (const pair of itemsOfTerm(itemsOfTerm(list)[1])) {
      const [name, hash] = itemsOfTerm(pair).map(textOfTerm);
      if (name !== undefined && hash !== undefined) hashes.set(name, hash);
    }
  }
  return hashes;
}
