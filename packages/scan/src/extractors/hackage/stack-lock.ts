/**
 * `stack.yaml.lock`: the packages that the project adds to its snapshot. What the snapshot itself brings is not in the
 * file and stays a known unknown.
 */
import { type Extract, withoutCredentials } from '@theriac/core';
import { itemsOf, mapOf, readYaml, scalarOf } from '@theriac/read/yaml';
import { distinctHashes, gitOrigin, hexHash } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';

const HACKAGE = /^(.+)-(\d[0-9.]*)(?:@(?:sha256:([0-9a-f]{64})|rev:\d+).*)?$/s;

export const extract: Extract = async (file) => {
  const root = new RootBuilder(file.path, 'hackage');
  const [document] = await readYaml(file, root.report);
  if (document === undefined) root.emptyFile();
  const top = mapOf(document);
  if (document !== undefined && top.get('packages') === undefined)
    root.unknown('no-package-data', 'there is no section packages in the file', 1, true);
  const listed = top.get('packages');
  if (listed !== undefined && !Array.isArray(listed.value))
    root.unknown('unparseable', '"packages" is not a list', listed.line, true);
  for (const item of itemsOf(listed)) {
    const completed = mapOf(mapOf(item).get('completed'));
    const [, name, version, sha256] = HACKAGE.exec(scalarOf(completed.get('hackage')) ?? '') ?? [];
    const called = name ?? scalarOf(completed.get('name'));
    if (called === undefined) {
      root.unknown(
        'no-package-data',
        'a package has neither a name nor a Hackage identifier',
        item.line,
        true,
      );
      continue;
    }
    const exact = version ?? scalarOf(completed.get('version'));
    const git = scalarOf(completed.get('git'));
    if (exact === undefined) root.unresolved(called, '', item.line);
    const key = root.add({
      name: called,
      version: exact ?? null,
      location: { path: file.path, line: item.line },
      origin: git === undefined ? { kind: 'registry' } : gitOrigin(git, scalarOf(completed.get('commit'))),
      hashes: distinctHashes([hexHash('sha256', sha256 ?? '')]),
    });
    root.want(key, 'production');
  }
  for (const snapshot of itemsOf(top.get('snapshots'))) {
    const url = withoutCredentials(
      scalarOf(mapOf(mapOf(snapshot).get('completed')).get('url')) ?? 'a snapshot',
    );
    root.unknown(
      'unresolved-include',
      `what the snapshot ${url.split('/').slice(-2).join('/')} brings is not in any file here`,
      snapshot.line,
      true,
    );
  }
  return root.build();
};
