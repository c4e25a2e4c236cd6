/** `Cargo.toml`: what was asked for, in ranges, where no lockfile covers it. */
import type { Extract, ExtractContext } from '@theriac/core';
import { folderOf, nearestAbove } from '../../target/paths.ts';
import { textAt } from '../shared/readable-text.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { readCargoManifest } from './cargo-manifest.ts';

export const extract: Extract = (file, context) => {
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
  const lock = lockOf(file.path, manifest.name, context);
  if (lock !== undefined) return root.lockedIn(lock);
  if (manifest.wanted.some((w) => w.origin.kind !== 'path')) {
    root.transitivesUnknown('run `cargo generate-lockfile` and commit Cargo.lock');
  }
  const { name, version } = manifest;
  return root.build({
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  });
};

/** The lockfile beside it, or above it where it lists the crate: others are excluded from that workspace. */
function lockOf(path: string, crate: string | undefined, context: ExtractContext): string | undefined {
  const lock = nearestAbove(path, 'Cargo.lock', context);
  if (lock === undefined || folderOf(lock) === folderOf(path) || crate === undefined) return lock;
  const text = textAt(lock, context);
  return text === undefined || text.includes(`name = "${crate}"`) ? lock : undefined;
}

/** `=1.2.3` allows one version; `1.2.3` means `^1.2.3`. */
function exactRequirement(requirement: string): string | null {
  return /^=\s*(\d+\.\d+\.\d[A-Za-z0-9.+-]*)$/.exec(requirement)?.[1] ?? null;
}
