/** The tree of components: one inside the other, and the subject of the document apart. */
import type { BomComponent } from '@theriac/core';
import { type JsonMap, optional } from '../../document/json-fields.ts';
import { nestingOf } from '../../model/nesting.ts';
import { writeComponent } from './component.ts';
import { WITH, type WriteContext } from './context.ts';
import { hoisted } from './hoist.ts';

export function componentTree(context: WriteContext): {
  readonly subject: JsonMap | undefined;
  readonly components: JsonMap[];
} {
  const bom = context.bom;
  const apart = hoisted(bom);
  const nested = bom.components.map((c): BomComponent => {
    if (!apart.has(c.ref)) return c;
    const { parent: _, ...top } = c;
    return top;
  });
  const { children } = nestingOf({ components: nested }, context.parts.losses);
  const tops = children.get(undefined) ?? [];
  const parents = new Map(
    bom.components.flatMap((c) => (apart.has(c.ref) ? [[c.ref, c.parent] as const] : [])),
  );
  const [only, ...more] = bom.subjects;
  const isSubject = (c: BomComponent): boolean =>
    more.length === 0 && c.ref === only && context.parts.rank >= WITH.metadata;
  if (bom.subjects.length > 0 && !tops.some(isSubject))
    context.carry('theriac:bom:subject', bom, '/subjects');
  let subject: JsonMap | undefined;
  const components: JsonMap[] = [];
  const waiting: { readonly component: BomComponent; readonly into: JsonMap[] | null }[] = [];
  const enter = (list: readonly BomComponent[], into: JsonMap[]): void => {
    for (const component of [...list].reverse())
      waiting.push({ component, into: into === components && isSubject(component) ? null : into });
  };
  enter(tops, components);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { component, into } = next;
    const object = writeComponent(component, {
      parts: context.parts,
      encoding: context.encoding,
      pointedTo: context.pointedTo.has(component.ref),
      ...optional('containedBy', parents.get(component.ref)),
    });
    if (into === null) subject = object;
    else into.push(object);
    const inner = children.get(component.ref);
    if (inner === undefined) continue;
    const list: JsonMap[] = [];
    object.components = list;
    enter(inner, list);
  }
  return { subject, components };
}
