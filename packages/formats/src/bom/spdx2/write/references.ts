/** Licence texts and documents that others refer to. */
import { bomHashRow } from '@theriac/core';
import { type JsonMap, optional, restOf } from '../../document/json-fields.ts';
import { pointer } from '../../model/losses.ts';
import { SPDX2_SCALARS, SPDX2_WORDS } from '../grammar.ts';
import { FAMILY } from '../party.ts';
import { NO_TEXT } from '../unsaid.ts';
import type { WriteContext } from './context.ts';

export function licensingInfos(context: WriteContext, made: ReadonlyMap<string, string>): JsonMap[] {
  const written = context.bom.licenceTexts.map((licence, index) => {
    const path = pointer('', 'licenceTexts', index);
    context.foreign.of(licence, path);
    const kept = restOf(licence, FAMILY);
    const object: JsonMap = {
      licenseId: licence.id,
      extractedText: licence.text,
      ...optional('name', licence.name),
      ...(licence.seeAlso.length === 0 ? {} : { seeAlsos: licence.seeAlso }),
      ...optional('comment', licence.comment),
      ...kept,
    };
    context.marks.set(object, { path, rest: new Set(Object.keys(kept)) });
    return object;
  });
  const known = new Set(context.bom.licenceTexts.map(({ id }) => id));
  const more = [...made]
    .filter(([id]) => !known.has(id))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([licenseId, extractedText]): JsonMap => ({
        licenseId,
        extractedText,
        ...(extractedText === NO_TEXT ? {} : { name: extractedText.slice(0, 200) }),
      }),
    );
  return [...written, ...more];
}

export function externalDocuments(context: WriteContext): JsonMap[] {
  return context.bom.externalDocuments.flatMap((document, index): JsonMap[] => {
    const path = pointer('', 'externalDocuments', index);
    context.foreign.of(document, path);
    const kept = restOf(document, FAMILY);
    const [hash, ...more] = document.hashes;
    const algorithm = hash === undefined ? undefined : bomHashRow(hash.algorithm).spdx2;
    const since = algorithm === undefined ? undefined : SPDX2_WORDS.get('algorithm')?.get(algorithm);
    const fits = since !== undefined && since <= context.version && more.length === 0;
    const valid = SPDX2_SCALARS.get('documentRefId')?.form.test(document.id) === true;
    if (!valid || (!fits && !Object.hasOwn(kept, 'checksum'))) {
      context.carry('theriac:bom:externalDocument', { ...context.bom, externalDocuments: [document] });
      return [];
    }
    const object: JsonMap = {
      externalDocumentId: document.id,
      spdxDocument: document.uri,
      ...(hash === undefined || algorithm === undefined
        ? {}
        : { checksum: { algorithm, checksumValue: hash.value } }),
      ...kept,
    };
    context.marks.set(object, { path, rest: new Set(Object.keys(kept)) });
    return [object];
  });
}
