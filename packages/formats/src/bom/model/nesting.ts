/** The tree that the parents of components make, whatever they say: no cycles, no more depth than formats take. */
import type { Bom, BomComponent } from '@theriac/core';
import { type Losses, pointer } from './losses.ts';

/** Components inside each other; XML has two elements per level. */
const MAX_NESTING = 64;

export interface Nesting {
  /** By ref; those at the top under `undefined`. In the order of the document. */
  readonly children: ReadonlyMap<string | undefined, readonly BomComponent[]>;
}

/** Which component contains which; a parent that is missing, in a circle or too deep is lost. */
export function nestingOf({ components }: Pick<Bom, 'components'>, losses: Losses): Nesting {
  const byRef = new Map(components.map((component) => [component.ref, component]));
  const depths = new Map<string, number>();
  const children = new Map<string | undefined, BomComponent[]>();
  const depthOf = (component: BomComponent): number => {
    const chain: BomComponent[] = [];
    const open = new Set<string>();
    let at: BomComponent | undefined = component;
    while (at !== undefined && !depths.has(at.ref)) {
      // A circle is cut where it was entered: that component then is at the top.
      if (open.has(at.ref)) {
        depths.set(at.ref, 0);
        break;
      }
      open.add(at.ref);
      chain.push(at);
      at = at.parent === undefined ? undefined : byRef.get(at.parent);
    }
    for (const member of chain.reverse()) {
      if (depths.has(member.ref)) continue;
      const above = member.parent === undefined ? undefined : depths.get(member.parent);
      depths.set(member.ref, above === undefined || above >= MAX_NESTING ? 0 : above + 1);
    }
    return depths.get(component.ref) ?? 0;
  };
  for (const component of components) {
    const depth = depthOf(component);
    const parent = depth === 0 ? undefined : component.parent;
    if (component.parent !== undefined && parent === undefined) {
      losses.add(
        pointer('/components', component.ref, 'parent'),
        byRef.has(component.parent)
          ? 'components contain each other in a circle, or are nested too deep'
          : 'the component around it is not listed',
      );
    }
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [component]);
    else siblings.push(component);
  }
  return { children };
}
