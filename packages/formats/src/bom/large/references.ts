/** Of an item of a document, what other items may contradict: ids, references, licences of its own, what contains what. */
import type { JsonValue } from '@theriac/core';
import { isList, isMap, type MutableJson } from '../document/json-fields.ts';

const WORDS: ReadonlySet<string> = new Set([
  'bom-ref',
  'ref',
  'aggregate',
  'SPDXID',
  'spdxElementId',
  'relatedSpdxElement',
  'relationshipType',
  'snippetFromFile',
  'licenseId',
  'externalDocumentId',
  'spdxId',
  'from',
  'to',
]);
const LISTS: ReadonlySet<string> = new Set([
  'dependsOn',
  'provides',
  'assemblies',
  'dependencies',
  'vulnerabilities',
  'subjects',
  'hasFiles',
  'documentDescribes',
  'licenseInfoFromFiles',
  'licenseInfoInFiles',
  'licenseInfoInSnippets',
]);
const LICENCES: ReadonlySet<string> = new Set(['licenseDeclared', 'licenseConcluded']);
const OF_DOCUMENT = /(?:LicenseRef|DocumentRef)-/;

/**
 * The item with everything else left out. Places stay what they are: an item of a list that has nothing to say is null.
 * @param once gives the one copy of a text, so that ids are in memory once
 */
export function referencesOf(value: JsonValue, once: (text: string) => string): JsonValue {
  if (isList(value)) {
    const items = value.map((item) => referencesOf(item, once));
    return items.some((item) => item !== null) ? items : null;
  }
  if (!isMap(value)) return null;
  const kept: MutableJson = {};
  let count = 0;
  const keys = Object.keys(value);
  for (const key of keys) {
    const item = value[key];
    const said = item === undefined ? null : keptOf(key, item, once);
    if (said === null) continue;
    kept[key] = said;
    count += 1;
  }
  if (count === 0) return null;
  // An object that is nothing but a `ref` is a reference in CycloneDX.
  if (count === 1 && keys.length > 1 && typeof kept.ref === 'string') kept[''] = null;
  return kept;
}

/** What stays of a value under a key, or of an item of a list of the document. */
export function keptOf(key: string, item: JsonValue, once: (text: string) => string): JsonValue {
  if (typeof item === 'string')
    return WORDS.has(key) || LISTS.has(key) || (LICENCES.has(key) && OF_DOCUMENT.test(item))
      ? once(item)
      : null;
  if (key === 'filesAnalyzed') return item;
  // With versions, an object with a `ref` is one too.
  if (key === 'versions' && isList(item)) return [];
  if (key === 'annotator' && isMap(item)) return {};
  if (isList(item) && LISTS.has(key) && item.every((one) => typeof one === 'string'))
    return item.map((one) => (typeof one === 'string' ? once(one) : one));
  return referencesOf(item, once);
}
