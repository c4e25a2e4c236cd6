/** Annotations of the document and of its elements. */
import { BOM_DOCUMENT, type BomAnnotation, type BomProperty, type JsonValue } from '@theriac/core';
import { isList, type JsonMap, optional, own, restOf } from '../../document/json-fields.ts';
import { commentOfProperty } from '../../model/annotation-properties.ts';
import { pointer } from '../../model/losses.ts';
import { SPDX2_SCALARS } from '../grammar.ts';
import { FAMILY, readParty, writeParty } from '../party.ts';
import type { WriteContext } from './context.ts';
import { isSamePart } from './same-part.ts';

/** Of the document; those of elements are put where they belong. */
export function annotations(context: WriteContext): JsonMap[] {
  const own: JsonMap[] = [];
  for (const [index, annotation] of context.bom.annotations.entries()) {
    const written = annotationObject(context, annotation, pointer('', 'annotations', index));
    const [subject] = annotation.subjects;
    const target = subject === undefined ? undefined : context.elements.get(subject);
    if (written === null || (target === undefined && subject !== BOM_DOCUMENT))
      context.carry('theriac:bom:annotation', { ...context.bom, annotations: [annotation] });
    else if (target === undefined) own.push(written);
    else target.annotations = [...listIn(target, 'annotations'), written];
  }
  return own;
}

function annotationObject(context: WriteContext, annotation: BomAnnotation, path: string): JsonMap | null {
  const { subjects, annotator, timestamp, type, text } = annotation;
  const word = (type ?? 'other').toUpperCase();
  const kept = restOf(annotation, FAMILY);
  const party = annotator === undefined ? undefined : writeParty(annotator);
  if (subjects.length !== 1 || timestamp === undefined || !['OTHER', 'REVIEW'].includes(word)) return null;
  if (SPDX2_SCALARS.get('dateTime')?.form.test(timestamp) !== true) return null;
  if (party === undefined && typeof own(kept, 'annotator') !== 'string') return null;
  if (annotator !== undefined && party !== undefined && !isSamePart(annotator, readParty(party))) return null;
  const object: JsonMap = {
    ...optional('annotator', party),
    annotationDate: timestamp,
    annotationType: word,
    comment: text,
    ...kept,
  };
  context.marks.set(object, { path, rest: new Set(Object.keys(kept)) });
  return object;
}

export function propertyAnnotation(context: WriteContext, property: BomProperty): JsonMap {
  return {
    annotator: 'Tool: theriac',
    annotationDate: context.date,
    annotationType: 'OTHER',
    comment: commentOfProperty(property),
  };
}

function listIn(owner: JsonMap, key: string): readonly JsonValue[] {
  const value = own(owner, key);
  return isList(value) ? value : [];
}

/** Whether a part comes back as it went in, but for its rest. */
