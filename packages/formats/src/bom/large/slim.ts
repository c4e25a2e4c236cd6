/** What is needed of the items of a document; everything else of a large document is read and let go. */
import type { JsonValue } from '@theriac/core';
import { isList, isMap, type JsonMap, type MutableJson, own } from '../document/json-fields.ts';
import { NO_SUBJECT } from '../spdx2/unsaid.ts';

interface Kept {
  /** Fields that stay as they are. */
  readonly fields: ReadonlySet<string>;
  /** Lists of such items inside. */
  readonly nested?: string;
}

const kept = (words: string, nested?: string): Kept => ({
  fields: new Set(words.split(' ')),
  ...(nested === undefined ? {} : { nested }),
});

/** By the list of the document that the items are in. */
const KEPT: ReadonlyMap<string, Kept> = new Map([
  [
    'components',
    kept('type bom-ref group name version purl cpe scope hashes licenses supplier properties', 'components'),
  ],
  ['dependencies', kept('ref dependsOn provides')],
  ['compositions', kept('aggregate assemblies dependencies vulnerabilities')],
  ['services', kept('bom-ref name', 'services')],
  [
    'packages',
    kept(
      'SPDXID name versionInfo supplier licenseDeclared licenseConcluded checksums externalRefs primaryPackagePurpose hasFiles',
    ),
  ],
  ['files', kept('SPDXID fileName')],
  ['snippets', kept('SPDXID name snippetFromFile')],
  ['relationships', kept('spdxElementId relationshipType relatedSpdxElement comment')],
]);

/** Properties that say how near to production something is, or whose it is. */
const PROPERTY = /^(?:theriac:|cdx:)/;

/** What a large document is read for: to be scanned, or to be judged by profiles of minimum elements. */
export type LargeUse = 'scan' | 'quality';

/** What no profile asks for, and much of what documents say. */
const UNASKED: ReadonlySet<string> = new Set([
  ...['description', 'summary', 'comment', 'statement', 'copyright', 'copyrightText', 'evidence', 'pedigree'],
  ...['modelCard', 'data', 'signature', 'sourceInfo', 'licenseComments', 'attributionTexts'],
  ...['packageVerificationCode', 'licenseInfoFromFiles', 'licenseInfoInFiles', 'externalRef'],
  ...['downloadLocation', 'homepage'],
  ...['software_copyrightText', 'software_attributionText', 'software_sourceInfo', 'software_homePage'],
]);

function asked(item: JsonValue): JsonValue {
  if (!isMap(item)) return item;
  const result: MutableJson = {};
  for (const [key, value] of Object.entries(item)) {
    if (UNASKED.has(key) && value !== NO_SUBJECT) continue;
    if (key === 'components' && isList(value)) result[key] = value.map(asked);
    else if (key === 'externalReferences' && isList(value)) {
      const some = value.filter((one) => isMap(one) && Object.hasOwn(one, 'hashes'));
      if (some.length > 0) result[key] = some;
    } else if (key === 'licenses') result[key] = isList(value) ? value.map(withoutText) : value;
    else if (key === 'externalRefs') {
      const some = isList(value) ? value.filter(isIdentifier) : [];
      if (some.length > 0) result[key] = some;
    } else result[key] = value;
  }
  return result;
}

export function slim(item: JsonValue, list: string, use: LargeUse = 'scan'): JsonValue {
  if (use === 'quality') return asked(item);
  if (list === '@graph') return spdx3Element(item);
  const row = KEPT.get(list);
  if (row === undefined || !isMap(item)) return item;
  const result: MutableJson = {};
  for (const key of row.fields) {
    const value = own(item, key);
    if (value === undefined) continue;
    if (key === 'properties') {
      const some = isList(value) ? value.filter(isTelling) : [];
      if (some.length > 0) result[key] = some;
    } else if (key === 'licenses') result[key] = isList(value) ? value.map(withoutText) : value;
    else if (key === 'externalRefs') {
      const some = isList(value) ? value.filter(isIdentifier) : [];
      if (some.length > 0) result[key] = some;
    } else if (key === 'comment') {
      if (value === NO_SUBJECT) result[key] = value;
    } else if (key === 'supplier' && isMap(value)) result[key] = { name: own(value, 'name') ?? '' };
    else result[key] = value;
  }
  if (row.nested !== undefined) {
    const inner = own(item, row.nested);
    // Nesting is as deep as JSON.parse allows; each level is a call.
    if (isList(inner) && inner.length > 0) result[row.nested] = inner.map((one) => slim(one, list));
  }
  return result;
}

const SPDX3_UNASKED: ReadonlySet<string> = new Set([
  ...UNASKED,
  'software_downloadLocation',
  'software_additionalPurpose',
]);

/** Of an element of SPDX 3; licences, suppliers and identifiers are elements of their own. */
function spdx3Element(item: JsonValue): JsonValue {
  if (!isMap(item)) return item;
  return Object.fromEntries(Object.entries(item).filter(([key]) => !SPDX3_UNASKED.has(key)));
}

/** Addresses and what only the author of the document understands are of the category OTHER. */
function isIdentifier(reference: JsonValue): boolean {
  return !isMap(reference) || reference.referenceCategory !== 'OTHER';
}

function isTelling(property: JsonValue): boolean {
  return isMap(property) && typeof property.name === 'string' && PROPERTY.test(property.name);
}

function withoutText(choice: JsonValue): JsonValue {
  const licence = isMap(choice) ? own(choice, 'license') : undefined;
  if (!isMap(choice) || !isMap(licence)) return choice;
  const { text: _text, licensing: _licensing, properties: _properties, ...rest } = licence;
  const slimmed: JsonMap = { ...choice, license: rest };
  return slimmed;
}
