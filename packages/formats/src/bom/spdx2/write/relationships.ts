/** Relationships, with those that say what the document describes, contains and lacks. */
import { BOM_NO_ASSERTION, BOM_NONE, type BomRelationship, type JsonValue } from '@theriac/core';
import { isList, type JsonMap, type MutableJson, optional, own, restOf } from '../../document/json-fields.ts';
import { pointer } from '../../model/losses.ts';
import { nestingOf } from '../../model/nesting.ts';
import { SPDX2_WORDS } from '../grammar.ts';
import { DOCUMENT_ID } from '../ids.ts';
import { FAMILY } from '../party.ts';
import { describedOf, NO_SUBJECT } from '../unsaid.ts';
import { relationshipToSpdx2, SPDX3_TO_2 } from '../words.ts';
import type { WriteContext } from './context.ts';

/**
 * @param listed subjects in `documentDescribes`
 * @param declared ids of other documents that relationships may lead to
 */
export function relationships(
  context: WriteContext,
  listed: ReadonlySet<string>,
  declared: ReadonlySet<unknown>,
): JsonMap[] {
  const bom = context.bom;
  const result: JsonMap[] = [];
  const add = (from: string, type: string, to: string, comment?: string): void => {
    result.push({
      spdxElementId: from,
      relationshipType: type,
      relatedSpdxElement: to,
      ...optional('comment', comment),
    });
  };
  for (const subject of bom.subjects)
    if (!context.byRef.has(subject)) context.losses.add('/subjects', 'is not in the document');
    else if (!listed.has(subject)) add(DOCUMENT_ID, 'DESCRIBES', context.ids.of(subject));
  nesting(context, add);
  for (const [index, relationship] of bom.relationships.entries()) {
    const path = pointer('', 'relationships', index);
    const written = relationshipObjects(context, relationship, path, declared);
    if (written === null)
      context.carry('theriac:bom:relationship', { ...bom, relationships: [relationship] });
    else for (const one of written) result.push(one);
  }
  analysed(context, result);
  const described = result.some((r) => r.spdxElementId === DOCUMENT_ID && r.relationshipType === 'DESCRIBES');
  if (!described && listed.size === 0 && bom.components.length > 1)
    for (const ref of describedOf(bom)) add(DOCUMENT_ID, 'DESCRIBES', context.ids.of(ref), NO_SUBJECT);
  // What a composition says is missing, in the way that readers of SPDX 2 look for it (§11.1).
  for (const { aggregate, dependencies } of bom.compositions) {
    if (!aggregate.startsWith('incomplete') && aggregate !== 'unknown') continue;
    for (const ref of dependencies) {
      const from = context.ids.end(ref);
      if (from !== null) add(from, 'DEPENDS_ON', BOM_NO_ASSERTION, `The list is said to be ${aggregate}.`);
    }
  }
  return result;
}

/** A package that contains files is not one whose files were not analysed (§7.8). */
function analysed(context: WriteContext, written: readonly JsonMap[]): void {
  const apart = new Map<JsonValue | undefined, { readonly ref: string; readonly object: MutableJson }>();
  const files = new Set<JsonValue | undefined>();
  for (const [ref, object] of context.elements) {
    if (object.filesAnalyzed === false) apart.set(object.SPDXID, { ref, object });
    if (Object.hasOwn(object, 'fileName')) files.add(object.SPDXID);
  }
  for (const { spdxElementId: from, relationshipType: type, relatedSpdxElement: to } of written) {
    const [around, inner] = type === 'CONTAINED_BY' ? [to, from] : [from, to];
    const found = type === 'CONTAINS' || type === 'CONTAINED_BY' ? apart.get(around) : undefined;
    if (found === undefined || !files.has(inner) || !Object.hasOwn(found.object, 'filesAnalyzed')) continue;
    delete found.object.filesAnalyzed;
    const path = pointer('/components', found.ref, 'rest', 'fields', 'filesAnalyzed');
    context.losses.add(path, 'it is false, and the package contains files (§7.8)');
  }
}

/** `CONTAINS` for every parent, unless the package lists the file itself. */
function nesting(context: WriteContext, add: (from: string, type: string, to: string) => void): void {
  const { children } = nestingOf(context.bom, context.losses);
  for (const [parent, inner] of children) {
    if (parent === undefined) continue;
    const files = own(context.elements.get(parent) ?? {}, 'hasFiles');
    const listed = new Set(isList(files) ? files : []);
    for (const child of inner)
      if (!listed.has(context.ids.of(child.ref)))
        add(context.ids.of(parent), 'CONTAINS', context.ids.of(child.ref));
  }
}

/** Null when SPDX 2 cannot say it, or would not say all of it. */
function relationshipObjects(
  context: WriteContext,
  relationship: BomRelationship,
  path: string,
  declared: ReadonlySet<unknown>,
): JsonMap[] | null {
  const { from, type, to, completeness, scope, comment } = relationship;
  context.foreign.of(relationship, path);
  if (completeness !== undefined || scope !== undefined) return null;
  const renamed = SPDX3_TO_2.get(type);
  const word = renamed?.type ?? relationshipToSpdx2(type);
  const since = SPDX2_WORDS.get('relationshipType')?.get(word);
  if (since === undefined || since > context.version) return null;
  const start = context.ids.end(from);
  const ends = to.length === 0 ? [BOM_NONE] : to.map((end) => context.ids.end(end));
  if (start === null || start === BOM_NONE || start === BOM_NO_ASSERTION || ends.includes(null)) return null;
  if ([start, ...ends].some((end) => isUndeclared(end, declared))) return null;
  // Only this document amends another (§11.1).
  const amends = renamed?.swap === true ? ends : [start];
  if (word === 'AMENDS' && amends.some((end) => end !== DOCUMENT_ID)) return null;
  // The words of SPDX 3 come back as those of SPDX 2, so the exact one is carried as well.
  if (renamed !== undefined)
    context.carry('theriac:bom:relationship', { ...context.bom, relationships: [relationship] });
  return ends.flatMap((end): JsonMap[] => {
    if (end === null) return [];
    const [a, b] = renamed?.swap === true ? [end, start] : [start, end];
    const object: JsonMap = {
      spdxElementId: a,
      relationshipType: word,
      relatedSpdxElement: b,
      ...optional('comment', comment),
      ...restOf(relationship, FAMILY),
    };
    context.marks.set(object, { path, rest: new Set(Object.keys(restOf(relationship, FAMILY))) });
    return [object];
  });
}

/** `DocumentRef-x:…` of a document that nobody declares. */
function isUndeclared(end: string | null, declared: ReadonlySet<unknown>): boolean {
  const [, id] = /^(DocumentRef-[^:]+):/.exec(end ?? '') ?? [];
  return id !== undefined && !declared.has(id);
}
