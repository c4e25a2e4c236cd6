/** Annotations; those that CycloneDX cannot hold as they are, are carried. */
import { BOM_DOCUMENT, type BomAnnotation, type JsonValue } from '@theriac/core';
import { isMap, type JsonMap, own } from '../../document/json-fields.ts';
import { pointer } from '../../model/losses.ts';
import { FAMILY, readOrganization, readPerson } from '../read/parts.ts';
import { WITH, type WriteContext } from './context.ts';
import { entriesOf } from './parts.ts';
import { isSameParty } from './same-party.ts';

export function annotations(context: WriteContext): JsonValue | undefined {
  const written: JsonMap[] = [];
  for (const [index, annotation] of context.bom.annotations.entries()) {
    const path = pointer('', 'annotations', index);
    const object = annotationObject(context, annotation, path);
    if (object !== null) written.push(object);
    else {
      context.parts.foreign(annotation, path);
      context.carry('theriac:bom:annotation', { ...context.bom, annotations: [annotation] }, path);
    }
  }
  return written.length === 0 ? undefined : written;
}

/** Null when CycloneDX cannot hold it as it is. */
function annotationObject(context: WriteContext, annotation: BomAnnotation, path: string): JsonMap | null {
  const { subjects, annotator, timestamp, type, text, rest } = annotation;
  const kept = rest?.format === FAMILY ? rest.fields : {};
  if (context.parts.rank < WITH.annotations || type !== undefined || timestamp === undefined) return null;
  if (subjects.length === 0 || subjects.includes(BOM_DOCUMENT)) return null;
  const at = pointer(path, 'annotator');
  const party = annotator === undefined ? undefined : annotatorObject(context, annotator, at);
  if (party === null || (party === undefined && !isMap(own(kept, 'annotator')))) return null;
  return context.parts.object(entriesOf({ subjects, annotator: party, timestamp, text }), annotation, path);
}

function annotatorObject(
  context: WriteContext,
  party: NonNullable<BomAnnotation['annotator']>,
  path: string,
): JsonMap | null {
  const organization = party.kind === 'organization';
  const object = organization ? context.parts.organization(party, path) : context.parts.person(party, path);
  if (!isSameParty(party, organization ? readOrganization(object) : readPerson(object))) return null;
  return organization ? { organization: object } : { individual: object };
}
