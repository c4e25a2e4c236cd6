/**
 * Roots whose findings are one: the projects of one lockfile. A flaw in what all of them share is one flaw, unless they
 * belong to different systems, or something suppresses it for some of them only.
 */
import type { Root, System } from '@theriac/core';
import { type Suppression, systemFor } from '@theriac/govern';

export interface RootGroup {
  readonly roots: readonly [Root, ...Root[]];
  /** What fingerprints call the group: it stays when projects come and go. */
  readonly anchor: string;
}

/** In the order of the first root of each group. */
export function rootGroups(
  roots: readonly Root[],
  systems: readonly System[],
  suppressions: readonly Suppression[],
): RootGroup[] {
  const scoped = suppressions.filter((s) => s.path !== undefined && s.lines === undefined);
  const reached = ({ path }: Root): string =>
    scoped
      .filter(({ path: given = '' }) => path === given || path.startsWith(`${given.replace(/\/$/, '')}/`))
      .map((s) => s.id)
      .join('\n');
  const systemOf = (root: Root): string => systemFor(systems, root.path).name;
  const groups = Map.groupBy(roots, (root) =>
    root.lockfile === undefined
      ? root.id
      : JSON.stringify([root.extractor, root.lockfile, systemOf(root), reached(root)]),
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { lockfile, extractor, id, path } = first;
    if (lockfile === undefined) return [{ roots: [first], anchor: id }];
    const system = systems.length > 1 ? `\n${systemOf(first)}` : '';
    const apart = reached(first) === '' ? '' : `\n${path}`;
    return [{ roots: [first, ...others], anchor: `${extractor}:${lockfile}${system}${apart}` }];
  });
}
