/** Annotations of the document and its elements. */
import type { BomAnnotation, BomParty, JsonValue } from '@theriac/core';
import { isList, type JsonMap, own, restOf } from '../../document/json-fields.ts';
import { isDateTime } from '../../model/dates.ts';
import { pointer } from '../../model/losses.ts';
import type { Namer } from '../ids.ts';
import { SPDX3_VOCABULARIES } from '../model.ts';
import { FAMILY } from '../words.ts';
import { agentOf, survives } from './agents.ts';
import { Part } from './part.ts';
import { isSame } from './same.ts';
import type { Spdx3Context } from './source.ts';

export function annotationsPart(context: Spdx3Context): Part {
  const { bom, ids } = context;
  const part = new Part();
  const namer = ids.namer();
  for (const [index, annotation] of bom.annotations.entries()) {
    const element = annotationElement(annotation, namer, context, part);
    if (element === null) part.carry('theriac:bom:annotation', { ...bom, annotations: [annotation] });
    else part.add(element);
    part.foreign.party(annotation.annotator, pointer('', 'annotations', index, 'annotator'));
  }
  return part;
}

/** Null when SPDX 3 cannot say all of it. */
function annotationElement(
  { subjects, annotator, timestamp, type = 'other', text, ...holder }: BomAnnotation,
  namer: Namer,
  context: Spdx3Context,
  part: Part,
): JsonMap | null {
  const [subject, ...more] = subjects;
  const end = subject === undefined ? null : context.ids.end(subject);
  const isType = SPDX3_VOCABULARIES.get('annotationType')?.has(type) === true;
  if (end === null || more.length > 0 || !isType) return null;
  const rest = restOf(holder, FAMILY);
  const creation = creationOf(own(rest, 'creationInfo'), annotator, timestamp, context, part);
  if (creation === null) return null;
  return {
    type: 'Annotation',
    spdxId: namer('Annotation', JSON.stringify([end, type, text])),
    ...rest,
    creationInfo: creation,
    annotationType: type,
    subject: end,
    statement: text,
  };
}

/** Who annotated when: as it was, or new creation information inside the annotation. */
function creationOf(
  kept: JsonValue | undefined,
  annotator: BomParty | undefined,
  timestamp: string | undefined,
  context: Spdx3Context,
  part: Part,
): JsonValue | null {
  const { graph, creation } = context;
  const resolved = graph.resolve(kept);
  if (resolved !== undefined && kept !== undefined) {
    const by = own(resolved, 'createdBy');
    const [first] = isList(by) ? by : [by];
    const party = first === undefined ? undefined : graph.party(first);
    if (own(resolved, 'created') === timestamp && isSame(party ?? null, annotator ?? null)) return kept;
  }
  if (timestamp === undefined || !isDateTime(timestamp) || annotator === undefined) return null;
  if (!survives(annotator)) return null;
  return {
    type: 'CreationInfo',
    specVersion: '3.0.1',
    created: timestamp,
    createdBy: [agentOf(annotator, context, creation, part)],
  };
}
