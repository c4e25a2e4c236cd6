/** Licence fields and checksums of SPDX 2. */
import type { BomHash, BomLicence, JsonValue } from '@theriac/core';
import { isMap, optional } from '../../document/json-fields.ts';
import { isListedLicence } from '../../model/listed-licence.ts';
import { ALGORITHM_OF } from '../words.ts';

/** A licence field: one of the two words, an id of the list, else an expression. */
export function readLicenceText(text: string, acknowledgement?: BomLicence['acknowledgement']): BomLicence {
  const said = optional('acknowledgement', acknowledgement);
  if (text === 'NONE') return { kind: 'none', value: '', ...said };
  if (text === 'NOASSERTION') return { kind: 'no-assertion', value: '', ...said };
  return { kind: isListedLicence(text) ? 'id' : 'expression', value: text, ...said };
}

export function readChecksum(item: JsonValue | undefined): BomHash | undefined {
  if (!isMap(item) || Object.keys(item).length !== 2) return undefined;
  const { algorithm, checksumValue } = item;
  const known = typeof algorithm === 'string' ? ALGORITHM_OF.get(algorithm) : undefined;
  return known === undefined || typeof checksumValue !== 'string'
    ? undefined
    : { algorithm: known, value: checksumValue };
}
