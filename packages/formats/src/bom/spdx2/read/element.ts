/** Packages, files and snippets of SPDX 2 as components. */
import type { BomComponent, BomComponentKind, BomExternalReference, BomId, BomLicence } from '@theriac/core';
import { EMPTY, type Fields, isMap, type JsonMap, optional, orEmpty } from '../../document/json-fields.ts';
import { readParty } from '../party.ts';
import { PURPOSES, REFERENCE_TYPES } from '../words.ts';
import { readChecksum, readLicenceText } from './parts.ts';

interface Named {
  readonly ref: string;
  readonly refMadeUp: boolean;
  readonly name: string;
}

const UNKNOWN: readonly string[] = ['NONE', 'NOASSERTION'];

/** A text that says something; the two words that say nothing stay in the rest. */
function said(fields: Fields, key: string): string | undefined {
  const value = fields.peek(key);
  return typeof value === 'string' && UNKNOWN.includes(value) ? undefined : fields.text(key);
}

function common(fields: Fields, { ref, refMadeUp, name }: Named, kind: BomComponentKind): BomComponent {
  return {
    ref,
    ...(refMadeUp ? { refMadeUp: true } : {}),
    kind,
    name,
    cpes: EMPTY,
    ids: EMPTY,
    authors: EMPTY,
    hashes: fields.list('checksums', readChecksum),
    licences: [
      ...licence(fields, 'licenseDeclared', 'declared'),
      ...licence(fields, 'licenseConcluded', 'concluded'),
    ],
    ...optional('copyright', said(fields, 'copyrightText')),
    ...optional('comment', fields.text('comment')),
    externalReferences: EMPTY,
    properties: EMPTY,
  };
}

function licence(fields: Fields, key: string, acknowledgement: 'declared' | 'concluded'): BomLicence[] {
  const text = fields.text(key);
  return text === undefined ? [] : [readLicenceText(text, acknowledgement)];
}

function found(fields: Fields, key: string): Pick<BomComponent, 'evidence'> {
  const licences = fields.list(key, (item) => (typeof item === 'string' ? readLicenceText(item) : undefined));
  return licences.length === 0 ? {} : { evidence: { occurrences: [], licences, copyrights: [] } };
}

export function readPackage(fields: Fields, named: Named): BomComponent {
  fields.text('name');
  const purpose = fields.peek('primaryPackagePurpose');
  const kind = PURPOSES.find(([word]) => word === purpose)?.[1];
  if (kind !== undefined) fields.take('primaryPackagePurpose');
  const supplier = party(fields, 'supplier');
  const originator = party(fields, 'originator');
  const fileName = fields.text('packageFileName');
  const endOfSupport = fields.text('validUntilDate');
  const references = readReferences(fields);
  return {
    ...common(fields, named, kind ?? 'unknown'),
    ...(kind === 'file' ? { element: 'package' } : {}),
    ...optional('version', fields.text('versionInfo')),
    ...optional('purl', references.purl),
    cpes: orEmpty(references.cpes),
    ids: orEmpty(references.ids),
    ...optional('supplier', supplier),
    authors: originator === undefined ? EMPTY : [originator],
    ...optional('summary', fields.text('summary')),
    ...optional('description', fields.text('description')),
    externalReferences: orEmpty([
      ...address(fields, 'downloadLocation', 'distribution'),
      ...address(fields, 'homepage', 'website'),
      ...references.others,
    ]),
    ...(fileName === undefined ? {} : { file: { name: fileName } }),
    ...(endOfSupport === undefined ? {} : { support: { levels: [], endOfSupport } }),
    ...optional('built', fields.text('builtDate')),
    ...optional('released', fields.text('releaseDate')),
    ...found(fields, 'licenseInfoFromFiles'),
  };
}

export function readFile(fields: Fields, named: Named): BomComponent {
  fields.text('fileName');
  return { ...common(fields, named, 'file'), ...found(fields, 'licenseInfoInFiles') };
}

export function readSnippet(fields: Fields, named: Named): BomComponent {
  fields.text('name');
  return { ...common(fields, named, 'snippet'), ...found(fields, 'licenseInfoInSnippets') };
}

function party(fields: Fields, key: string): BomComponent['supplier'] | undefined {
  const value = fields.peek(key);
  const read = typeof value === 'string' ? readParty(value) : undefined;
  if (read !== undefined) fields.take(key);
  return read;
}

function address(fields: Fields, key: string, type: string): BomExternalReference[] {
  const url = said(fields, key);
  return url === undefined ? [] : [{ type, url, hashes: [] }];
}

interface References {
  purl: string | undefined;
  readonly cpes: string[];
  readonly ids: BomId[];
  readonly others: BomExternalReference[];
}

/** External references are purls, CPE names, other identifiers, or addresses. */
function readReferences(fields: Fields): References {
  const result: References = { purl: undefined, cpes: [], ids: [], others: [] };
  fields.list('externalRefs', (item) => (isMap(item) && sortReference(item, result) ? item : undefined));
  return result;
}

function sortReference(item: JsonMap, into: References): boolean {
  const { referenceCategory: category, referenceType: type, referenceLocator: locator, ...others } = item;
  const { comment, ...strange } = others;
  if (typeof category !== 'string' || typeof type !== 'string' || typeof locator !== 'string') return false;
  const bare = comment === undefined && Object.keys(strange).length === 0;
  const word = type.replace(/^.*\//, '');
  if (bare && word === 'purl' && into.purl === undefined) into.purl = locator;
  else if (bare && (word === 'cpe23Type' || word === 'cpe22Type')) into.cpes.push(locator);
  else if (bare && word === 'swh') into.ids.push({ type: 'swhid', value: locator });
  else if (bare && (word === 'gitoid' || word === 'swid' || word === 'purl'))
    into.ids.push({ type: word, value: locator });
  else {
    const kept: JsonMap = {
      ...(category === 'OTHER' && !REFERENCE_TYPES.has(word)
        ? {}
        : { referenceCategory: category, referenceType: type }),
      ...strange,
    };
    into.others.push({
      type: category === 'OTHER' ? type : (REFERENCE_TYPES.get(word) ?? type),
      url: locator,
      ...optional('comment', typeof comment === 'string' ? comment : undefined),
      hashes: [],
      ...(Object.keys(kept).length === 0 ? {} : { rest: { format: 'spdx-2', fields: kept } }),
    });
  }
  return true;
}
