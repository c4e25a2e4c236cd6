/**
 * Lockfiles that lack what their manifest asks for: older than it, cut off, or emptied. What such a lockfile lists is
 * not all that will be installed, in whatever ecosystem.
 */
import { ecosystem, type Inventory, type KnownUnknown, type LockedAsks } from '@theriac/core';
import { baseName } from '../target/paths.ts';

const MODULES = 'node_modules/';

/** @param locked what each manifest asks of the lockfile that covers it */
export function withDrift(inventory: Inventory, locked: readonly LockedAsks[]): Inventory {
  if (locked.length === 0) return inventory;
  const holdings = new Map(locked.map(({ lockfile }) => [lockfile, new Set<string>()]));
  const hold = (path: string | undefined, name: string): void => void holdings.get(path ?? '')?.add(name);
  for (const { id: key, ecosystem: id, name, location } of inventory.components) {
    hold(location.path, ecosystem(id).normalizeName(name));
    // What an override of npm puts in a package's place is in the folder of that package.
    const folder = key.lastIndexOf(MODULES);
    if (folder >= 0) hold(location.path, key.slice(folder + MODULES.length));
  }
  for (const { ecosystem: id, name, path, lockfile } of inventory.roots)
    if (name !== undefined) hold(lockfile ?? path, ecosystem(id).normalizeName(name));
  // What the reader of the lockfile has found missing itself is said once.
  for (const { package: name, location, reason } of inventory.unknowns)
    if (name !== undefined && reason === 'dangling-edge') hold(location.path, name);
  const missing = locked.flatMap((asked) => missingFrom(asked, holdings.get(asked.lockfile) ?? new Set()));
  return missing.length === 0 ? inventory : { ...inventory, unknowns: [...inventory.unknowns, ...missing] };
}

function missingFrom(
  { ecosystem: id, lockfile, asks, some }: LockedAsks,
  held: ReadonlySet<string>,
): KnownUnknown[] {
  if (some !== undefined && held.size === 0)
    return [
      {
        reason: 'dangling-edge',
        message: `packages are required, and ${baseName(lockfile)} lists none: lock again`,
        location: some,
        losesComponents: true,
      },
    ];
  return asks.flatMap(({ name, location, ecosystem: other = id }) =>
    held.has(ecosystem(other).normalizeName(name)) || held.has(name)
      ? []
      : [
          {
            reason: 'dangling-edge' as const,
            message: `${name} is required but missing from ${baseName(lockfile)}: lock again`,
            location,
            package: name,
            losesComponents: true,
          },
        ],
  );
}
