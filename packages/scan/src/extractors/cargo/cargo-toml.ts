/** `Cargo.toml` without a lockfile: what was asked for, in ranges. */
import type { Extract } from '@theriac/core';
import { nearestAbove } from '../../target/paths.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { readCargoManifest } from './cargo-manifest.ts';

export const extract: Extract = (file, context) => {
  if (nearestAbove(file.path, 'Cargo.lock', context) !== undefined) return NOTHING;
  const root = new RootBuilder(file.path, 'cargo');
  const manifest = readCargoManifest(file, context, root.report);
  for (const crate of manifest.wanted) {
    const version = exactRequirement(crate.requested);
    const local = crate.origin.kind === 'path';
    if (version === null && !local) root.unresolved(crate.name, crate.requested, crate.line);
    const added = root.add({
      name: crate.name,
      version,
      scope: crate.scope,
      direct: true,
      requested: crate.requested,
      location: { path: file.path, line: crate.line },
      origin: crate.origin,
      ...(local ? { firstParty: true } : {}),
    });
    const { table, key, path } = crate.declared;
    root.want(added, crate.scope, crate.requested, {
      group: table,
      manifest: path,
      ...(key === crate.name ? {} : { as: key }),
    });
  }
  if (manifest.wanted.some((w) => w.origin.kind !== 'path')) {
    root.transitivesUnknown('run `cargo generate-lockfile` and commit Cargo.lock');
  }
  const { name, version } = manifest;
  return root.build({
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  });
};

/** `=1.2.3` allows one version; `1.2.3` means `^1.2.3`. */
function exactRequirement(requirement: string): string | null {
  return /^=\s*(\d+\.\d+\.\d+[A-Za-z0-9.+-]*)$/.exec(requirement)?.[1] ?? null;
}
