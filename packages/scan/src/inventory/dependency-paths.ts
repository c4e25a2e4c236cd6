/** Dependency paths under one root. */
import { type Component, SCOPES } from '@theriac/core';

/**
 * Shortest paths from the root's direct dependencies, computed once per root. What ships is explained by what ships: a
 * path from a tool is taken only where none from production leads there.
 */
export class Paths {
  readonly #byId = new Map<string, Component>();
  readonly #parent = new Map<string, string | null>();
  readonly #hasEdges: boolean;

  /** @param components all components of one root, sorted by id */
  constructor(components: readonly Component[]) {
    for (const component of components) this.#byId.set(component.id, component);
    this.#hasEdges = components.some((c) => c.direct && c.dependsOn.length > 0);
    for (const component of components) if (component.direct) this.#parent.set(component.id, null);
    for (const scope of SCOPES) {
      this.#follow(components.filter((c) => c.direct && c.scope === scope).map((c) => c.id));
    }
  }

  #follow(from: readonly string[]): void {
    let frontier = from;
    while (frontier.length > 0) {
      const next: string[] = [];
      for (const id of frontier) {
        for (const child of this.#byId.get(id)?.dependsOn ?? []) {
          if (this.#parent.has(child)) continue;
          this.#parent.set(child, id);
          next.push(child);
        }
      }
      frontier = next;
    }
  }

  /** Whether the file knows who needs what, and nobody needs this: a lockfile that is older than its manifest. */
  leftOver(component: Component): boolean {
    return this.#hasEdges && !this.#parent.has(component.id);
  }

  /** From a direct dependency to the component, both included; the component alone when nothing leads to it. */
  to(component: Component): Component[] {
    const path: Component[] = [component];
    let at = this.#parent.get(component.id);
    while (at !== undefined && at !== null) {
      const step = this.#byId.get(at);
      if (step === undefined) break;
      path.unshift(step);
      at = this.#parent.get(at);
    }
    return path;
  }
}

/**
 * Every path without repetition from a direct dependency to `target`, shortest first, at most `limit`.
 * @param components all components of one root
 * @returns the paths, and whether there were more
 */
export function allPaths(
  components: readonly Component[],
  target: string,
  limit: number,
): { readonly paths: readonly (readonly Component[])[]; readonly more: boolean } {
  const byId = new Map(components.map((c) => [c.id, c]));
  const parents = new Map<string, string[]>();
  for (const component of components) {
    for (const child of component.dependsOn) {
      const list = parents.get(child);
      if (list === undefined) parents.set(child, [component.id]);
      else list.push(component.id);
    }
  }
  const paths: Component[][] = [];
  // Breadth first from the target upwards: shortest first, and the queue is bounded by what is kept.
  let queue: string[][] = [[target]];
  const budget = limit * 200;
  let steps = 0;
  while (queue.length > 0 && paths.length <= limit && steps < budget) {
    const next: string[][] = [];
    for (const path of queue) {
      steps += 1;
      const [head = ''] = path;
      if (byId.get(head)?.direct === true) paths.push(path.flatMap((id) => byId.get(id) ?? []));
      for (const parent of parents.get(head) ?? []) {
        if (!path.includes(parent) && next.length < budget) next.push([parent, ...path]);
      }
    }
    queue = next;
  }
  return { paths: paths.slice(0, limit), more: paths.length > limit || queue.length > 0 };
}
