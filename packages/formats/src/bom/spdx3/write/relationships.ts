/** Relationships, with those that say which components are inside which. */
import type { BomComposition, BomRelationship } from '@theriac/core';
import { optional, restOf } from '../../document/json-fields.ts';
import { pointer } from '../../model/losses.ts';
import { nestingOf } from '../../model/nesting.ts';
import { SPDX2_TO_3 } from '../from-spdx2.ts';
import type { Namer } from '../ids.ts';
import { SPDX3_VOCABULARIES } from '../model.ts';
import { FAMILY, NO_ASSERTION_ELEMENT } from '../words.ts';
import { Part } from './part.ts';
import { relationshipElement } from './relationship.ts';
import type { Spdx3Context } from './source.ts';

export function relationshipsPart(context: Spdx3Context): Part {
  const { bom, ids } = context;
  const part = new Part();
  const namer = ids.namer();
  const completeness = completenessOf(bom.compositions);
  const contained = new Set<string>();
  for (const [index, relationship] of bom.relationships.entries()) {
    part.foreign.of(relationship, pointer('', 'relationships', index));
    if (relationship.type === 'contains')
      for (const child of relationship.to) contained.add(JSON.stringify([relationship.from, child]));
    if (!addRelationship(relationship, completeness, namer, context, part))
      part.carry('theriac:bom:relationship', { ...bom, relationships: [relationship] });
  }
  for (const [parent, inner] of nestingOf(bom, part.losses).children) {
    if (parent === undefined) continue;
    const to = inner
      .filter((child) => !contained.has(JSON.stringify([parent, child.ref])))
      .map((child) => ids.of(child.ref));
    if (to.length > 0)
      part.add(relationshipElement({ from: ids.of(parent), to }, 'contains', {}, namer, context));
  }
  return part;
}

/** By ref: how complete the dependencies of a component are said to be. */
function completenessOf(compositions: readonly BomComposition[]): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const { aggregate, dependencies } of compositions) {
    const word =
      aggregate === 'complete'
        ? 'complete'
        : aggregate.startsWith('incomplete')
          ? 'incomplete'
          : 'noAssertion';
    for (const ref of dependencies) if (!said.has(ref)) said.set(ref, word);
  }
  return said;
}

/** @returns whether SPDX 3 says all of it */
function addRelationship(
  relationship: BomRelationship,
  complete: ReadonlyMap<string, string>,
  namer: Namer,
  context: Spdx3Context,
  part: Part,
): boolean {
  const { from, type, to, completeness, scope, comment } = relationship;
  const start = context.ids.end(from);
  const ends = to.flatMap((end) => context.ids.end(end) ?? []);
  if (start === null || ends.length < to.length) return false;
  const more = {
    ...restOf(relationship, FAMILY),
    ...optional('completeness', completeness ?? (type === 'dependsOn' ? complete.get(from) : undefined)),
    ...optional('comment', comment),
  };
  const isScope = scope === undefined || SPDX3_VOCABULARIES.get('scope')?.has(scope) === true;
  if (SPDX3_VOCABULARIES.get('relationshipType')?.has(type) === true && isScope) {
    const scoped = { ...more, ...optional('scope', scope) };
    part.add(relationshipElement({ from: start, to: ends }, type, scoped, namer, context));
    return true;
  }
  // A type of SPDX 2: what SPDX 3 says instead, and the exact words beside it.
  const renamed = SPDX2_TO_3.get(type);
  if (renamed === undefined || ends.length === 0) return false;
  const scoped = { ...more, ...optional('scope', renamed.scope) };
  const pairs = renamed.swap
    ? ends.filter((end) => end !== NO_ASSERTION_ELEMENT).map((end) => ({ from: end, to: [start] }))
    : [{ from: start, to: ends }];
  for (const pair of pairs) part.add(relationshipElement(pair, renamed.type, scoped, namer, context));
  return false;
}
