/** An installed snap: `meta/snap.yaml` (https://snapcraft.io/docs/snap-format). */
import type { Extract } from '@theriac/core';
import { itemsOf, mapOf, readYaml, scalarOf } from '@theriac/read/yaml';
import { RootBuilder } from '../shared/root-builder.ts';

export const extract: Extract = async (file) => {
  const root = new RootBuilder(file.path, 'snap');
  const [document] = await readYaml(file, root.report);
  const snap = mapOf(document);
  const name = scalarOf(snap.get('name'));
  if (name === undefined || name === '') {
    root.unknown('no-package-data', 'the snap has no name', 1, true);
    return root.build();
  }
  const version = scalarOf(snap.get('version')) || null;
  if (version === null) root.unresolved(name, '', snap.get('name')?.line);
  const architectures = itemsOf(snap.get('architectures')).flatMap((item) => scalarOf(item) ?? []);
  const licence = scalarOf(snap.get('license'));
  const [arch, ...more] = architectures;
  const key = root.add({
    name,
    version,
    location: { path: file.path, line: snap.get('name')?.line ?? 1 },
    ...(licence === undefined ? {} : { licence }),
    ...(arch === undefined || more.length > 0 ? {} : { qualifiers: { arch } }),
  });
  root.want(key, 'production');
  return root.build();
};
