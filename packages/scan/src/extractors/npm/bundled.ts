/** Packages of a package-lock that another package brings along, by their folders. */
import { get, type JsonObject } from '@theriac/read/json';
import { folderOf } from '../../target/paths.ts';
import type { LockNode } from '../shared/lock-graph.ts';

/**
 * The package that brings its dependencies along: inside its archive (`inBundle`), or pinned by a lockfile of its own
 * (`hasShrinkwrap`). npm applies no override of the project there.
 */
export function bundlerOf(
  location: string,
  objects: ReadonlyMap<string, JsonObject>,
  nodes: ReadonlyMap<string, LockNode>,
): LockNode | undefined {
  const own = objects.get(location) ?? {};
  const inBundle = get(own, 'inBundle') === true || get(own, 'bundled') === true;
  for (let dir = folderAbove(location); dir !== ''; dir = folderAbove(dir)) {
    const above = objects.get(dir);
    if (above === undefined) continue;
    if (get(above, 'hasShrinkwrap') === true) return nodes.get(dir);
    const bundledToo = get(above, 'inBundle') === true || get(above, 'bundled') === true;
    if (inBundle && !bundledToo) return nodes.get(dir);
  }
  return undefined;
}

/** The folder above that could hold a `node_modules` of its own. */
export function folderAbove(dir: string): string {
  const above = folderOf(dir);
  if (above === 'node_modules') return '';
  return above.endsWith('/node_modules') ? above.slice(0, -'/node_modules'.length) : above;
}
