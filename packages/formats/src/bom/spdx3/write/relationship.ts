/** A relationship as an element of SPDX 3. */
import { type JsonMap, own } from '../../document/json-fields.ts';
import type { Namer } from '../ids.ts';
import { NONE_ELEMENT } from '../words.ts';
import type { Spdx3Context } from './source.ts';

interface Ends {
  readonly from: string;
  readonly to: readonly string[];
}

/** @param more further properties, with those that are kept as they were */
export function relationshipElement(
  { from, to }: Ends,
  type: string,
  more: JsonMap,
  namer: Namer,
  { creation }: Spdx3Context,
): JsonMap {
  const kept = own(more, 'spdxId');
  const id = typeof kept === 'string' ? kept : namer(type, JSON.stringify([from, type, to, more]));
  const object: JsonMap = {
    type: Object.hasOwn(more, 'scope') ? 'LifecycleScopedRelationship' : 'Relationship',
    ...more,
    spdxId: id,
    from,
    relationshipType: type,
    to: to.length === 0 ? [NONE_ELEMENT] : to,
  };
  return withCreation(object, creation);
}

export function withCreation(object: JsonMap, creation: Spdx3Context['creation']): JsonMap {
  return Object.hasOwn(object, 'creationInfo') ? object : { ...object, creationInfo: creation };
}
