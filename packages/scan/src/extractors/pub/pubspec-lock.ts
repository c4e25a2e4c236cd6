/** `pubspec.lock` (https://dart.dev/tools/pub/glossary#lockfile): every package, without edges. */
import type { Extract, Origin, Scope } from '@theriac/core';
import { mapOf, readYaml, scalarOf, YamlMap } from '@theriac/read/yaml';
import { distinctHashes, gitOrigin, hexHash, withoutCredentials } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';

/** `dependency:` of an entry; transitive packages do not say whose they are, so they count as shipped. */
const ASKED: Readonly<Record<string, Scope>> = {
  'direct main': 'production',
  'direct overridden': 'production',
  'direct dev': 'development',
};

export const extract: Extract = async (file) => {
  const root = new RootBuilder(file.path, 'pub');
  const [document] = await readYaml(file, root.report);
  if (document === undefined) root.emptyFile();
  const packages = mapOf(document).get('packages');
  if (document !== undefined && packages === undefined)
    root.unknown('no-package-data', 'there is no section packages in the file', 1, true);
  if (packages !== undefined && packages.value !== null && !(packages.value instanceof YamlMap))
    root.unknown('unparseable', '"packages" is not a mapping', packages.line, true);
  for (const [name, node] of mapOf(packages).entries) {
    const entry = mapOf(node);
    const version = scalarOf(entry.get('version'));
    const described = mapOf(entry.get('description'));
    if (version === undefined) root.unresolved(name, '', node.line);
    const key = root.add({
      name: scalarOf(described.get('name')) ?? name,
      version: version ?? null,
      location: { path: file.path, line: node.line },
      origin: originOf(scalarOf(entry.get('source')) ?? 'hosted', described),
      hashes: distinctHashes([hexHash('sha256', scalarOf(described.get('sha256')) ?? '')]),
      ...(scalarOf(entry.get('source')) === 'path' ? { firstParty: true } : {}),
    });
    const scope = ASKED[scalarOf(entry.get('dependency')) ?? ''];
    if (scope !== undefined) root.want(key, scope);
  }
  return root.build();
};

function originOf(source: string, described: YamlMap): Origin {
  switch (source) {
    case 'git':
      return gitOrigin(scalarOf(described.get('url')) ?? '', scalarOf(described.get('resolved-ref')));
    case 'path':
      return { kind: 'path', path: withoutCredentials(scalarOf(described.get('path')) ?? '') };
    default:
      return { kind: 'registry' };
  }
}
