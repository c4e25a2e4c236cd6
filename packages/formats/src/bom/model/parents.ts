/** Which component contains which, where a format says so with relationships. */
import type { BomComponent } from '@theriac/core';

/** More than anyone nests on purpose. */
const MAX_DEPTH = 60;

/**
 * The first that contains a component is its parent, unless that would put something in itself or too deep.
 * @param known refs of components
 */
export function parentsOf(
  contained: Iterable<readonly [parent: string, child: string]>,
  known: ReadonlySet<string>,
): Map<string, string> {
  const parents = new Map<string, string>();
  for (const [parent, child] of contained) adopt(parents, known, parent, child);
  return parents;
}

/** Whether `child` now is in `parent`. */
export function adopt(
  parents: Map<string, string>,
  known: ReadonlySet<string>,
  parent: string,
  child: string,
): boolean {
  if (parents.has(child) || parent === child || !known.has(parent) || !known.has(child)) return false;
  let depth = 0;
  for (let at: string | undefined = parent; at !== undefined; at = parents.get(at)) {
    depth += 1;
    if (at === child || depth > MAX_DEPTH) return false;
  }
  parents.set(child, parent);
  return true;
}

/** A parent before its children, else the order of the document. */
export function parentsFirst(components: readonly BomComponent[]): BomComponent[] {
  const byRef = new Map(components.map((component) => [component.ref, component]));
  const placed = new Set<string>();
  const ordered: BomComponent[] = [];
  for (const component of components) {
    const chain: BomComponent[] = [];
    let at: BomComponent | undefined = component;
    while (at !== undefined && !placed.has(at.ref)) {
      chain.push(at);
      placed.add(at.ref);
      at = at.parent === undefined ? undefined : byRef.get(at.parent);
    }
    for (const one of chain.reverse()) ordered.push(one);
  }
  return ordered;
}
