/** The dependency graph; what it cannot say of a relationship is carried. */
import {
  BOM_DOCUMENT,
  BOM_NO_ASSERTION,
  BOM_NONE,
  type BomRelationship,
  bomDependencyEdges,
  type JsonValue,
} from '@theriac/core';
import type { JsonMap, MutableJson } from '../../document/json-fields.ts';
import { pointer } from '../../model/losses.ts';
import { WITH, type WriteContext } from './context.ts';

/** One entry for each component that says what it needs; other relationships are carried. */
export function dependencies(context: WriteContext): JsonMap[] {
  const entries: JsonMap[] = [];
  let last: MutableJson | undefined;
  const later = context.bom.relationships.filter((relationship) => !isPlain(context, relationship));
  const edges = new Set(
    bomDependencyEdges({ relationships: later }).map((e) => JSON.stringify([e.from, e.to])),
  );
  for (const [index, relationship] of context.bom.relationships.entries()) {
    const { from, type, to } = relationship;
    const path = pointer('', 'relationships', index);
    if (context.parts.rank < WITH.metadata) {
      context.parts.losses.add(path, 'CycloneDX has dependencies since 1.2');
      continue;
    }
    const plain = isPlain(context, relationship);
    // Readers take the edges of carried relationships for theirs; one that is said plainly as well is carried too.
    const carries = context.parts.rank >= WITH.properties;
    if (carries && plain && to.some((end) => edges.has(JSON.stringify([from, end]))))
      context.carry('theriac:bom:relationship', { ...context.bom, relationships: [relationship] }, path);
    if (!plain) {
      context.parts.foreign(relationship, path);
      context.carry('theriac:bom:relationship', { ...context.bom, relationships: [relationship] }, path);
      continue;
    }
    if (type === 'provides' && last?.ref === from && !Object.hasOwn(last, 'provides')) {
      last.provides = to;
      continue;
    }
    const fields = type === 'provides' ? { provides: to } : to.length === 0 ? {} : { dependsOn: to };
    last = context.parts.object({ ref: from, ...fields }, relationship, path);
    entries.push(last);
  }
  return context.parts.rank < WITH.metadata ? [] : [...entries, ...edgesOf(context, later, entries)];
}

function isPlain(
  context: WriteContext,
  { from, type, to, completeness, scope, comment }: BomRelationship,
): boolean {
  if (type !== 'dependsOn' && (type !== 'provides' || context.parts.rank < WITH.provides)) return false;
  if (completeness !== undefined || scope !== undefined || comment !== undefined) return false;
  return from !== BOM_DOCUMENT && !to.some((end) => [BOM_DOCUMENT, BOM_NONE, BOM_NO_ASSERTION].includes(end));
}

/** What carried relationships mean for the graph, for readers that do not know them. */
function edgesOf(
  context: WriteContext,
  relationships: readonly BomRelationship[],
  entries: readonly JsonMap[],
): JsonMap[] {
  const known = new Set(
    entries.flatMap(({ ref, dependsOn }) =>
      Array.isArray(dependsOn) ? dependsOn.map((end: JsonValue) => JSON.stringify([ref, end])) : [],
    ),
  );
  const taken = new Set(entries.map(({ ref }) => ref));
  const listed = new Set(context.bom.components.map((component) => component.ref));
  const more = new Map<string, string[]>();
  for (const { from, to } of bomDependencyEdges({ relationships })) {
    const key = JSON.stringify([from, to]);
    // Only where it makes no entry twice: a graph has one entry per component.
    if (known.has(key) || taken.has(from) || !listed.has(from) || !listed.has(to)) continue;
    known.add(key);
    const ends = more.get(from);
    if (ends === undefined) more.set(from, [to]);
    else ends.push(to);
  }
  return [...more].map(([ref, dependsOn]) => ({ ref, dependsOn }));
}
