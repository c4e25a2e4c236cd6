/** Licence texts and documents that others refer to. */
import { bomHashRow } from '@theriac/core';
import { isMap, type JsonMap, optional, restOf } from '../../document/json-fields.ts';
import { hashProblem } from '../../document/meaning/identifiers.ts';
import { pointer } from '../../model/losses.ts';
import { checksumProblem } from '../forms.ts';
import { SPDX2_SCALARS, SPDX2_WORDS } from '../grammar.ts';
import { FAMILY } from '../party.ts';
import { formProblem } from '../text-rules.ts';
import { NO_TEXT } from '../unsaid.ts';
import type { WriteContext } from './context.ts';

export function licensingInfos(context: WriteContext, made: ReadonlyMap<string, string>): JsonMap[] {
  const taken = new Set<string>();
  const written = context.bom.licenceTexts.flatMap((licence, index): JsonMap[] => {
    const path = pointer('', 'licenceTexts', index);
    context.foreign.of(licence, path);
    if (taken.has(licence.id)) {
      context.losses.add(path, 'another licence of the document has this id (§10.1)');
      return [];
    }
    taken.add(licence.id);
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
    return [object];
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
  const taken = new Set<string>();
  return context.bom.externalDocuments.flatMap((document, index): JsonMap[] => {
    const path = pointer('', 'externalDocuments', index);
    context.foreign.of(document, path);
    const kept = restOf(document, FAMILY);
    const [hash, ...more] = document.hashes;
    const algorithm = hash === undefined ? undefined : bomHashRow(hash.algorithm).spdx2;
    const object: JsonMap = {
      externalDocumentId: document.id,
      spdxDocument: document.uri,
      ...(hash === undefined || algorithm === undefined
        ? {}
        : { checksum: { algorithm, checksumValue: hash.value.toLowerCase() } }),
      ...kept,
    };
    if (taken.has(document.id) || more.length > 0 || !isDeclaration(object, context.version)) {
      context.carry('theriac:bom:externalDocument', { ...context.bom, externalDocuments: [document] });
      return [];
    }
    taken.add(document.id);
    context.marks.set(object, { path, rest: new Set(Object.keys(kept)) });
    return [object];
  });
}

/** Whether all three parts of the reference keep to their forms (§6.6). */
function isDeclaration(
  { externalDocumentId: id, spdxDocument: uri, checksum }: JsonMap,
  version: string,
): boolean {
  if (typeof id !== 'string' || typeof uri !== 'string' || !isMap(checksum)) return false;
  const { algorithm, checksumValue: value } = checksum;
  if (typeof algorithm !== 'string' || typeof value !== 'string') return false;
  const since = SPDX2_WORDS.get('algorithm')?.get(algorithm);
  return (
    SPDX2_SCALARS.get('documentRefId')?.form.test(id) === true &&
    formProblem('documentRef', 'spdxDocument', uri) === undefined &&
    since !== undefined &&
    since <= version &&
    hashProblem({ algorithm, value }) === null &&
    checksumProblem(algorithm, value) === undefined
  );
}
