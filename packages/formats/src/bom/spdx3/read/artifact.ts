/** Packages, files and snippets of SPDX 3 as components. */
import {
  BOM_COMPONENT_KINDS,
  BOM_SUPPORT_LEVELS,
  type BomComponent,
  type BomComponentKind,
  type BomExternalReference,
  type BomHash,
  type BomId,
  type JsonValue,
} from '@theriac/core';
import { type Fields, isList, isMap, type JsonMap, optional } from '../../document/json-fields.ts';
import { inherits } from '../model.ts';
import { ALGORITHM_OF, FAMILY, PURPOSE_KINDS, REFERENCE_TYPES } from '../words.ts';
import { type Graph, textOf } from './graph.ts';

interface Artifact {
  readonly ref: string;
  readonly name: string;
  readonly type: string;
  readonly graph: Graph;
}

/** What an element is where it does not say what it is for. */
const DEFAULT_KINDS: Readonly<Record<string, BomComponentKind>> = {
  software_File: 'file',
  software_Snippet: 'snippet',
  ai_AIPackage: 'machine-learning-model',
  dataset_DatasetPackage: 'data',
};

export function defaultKind(type: string): BomComponentKind | undefined {
  return Object.hasOwn(DEFAULT_KINDS, type) ? DEFAULT_KINDS[type] : undefined;
}

/** The class that a component of this kind is of, unless it says otherwise. */
export function defaultElement(kind: BomComponentKind): 'package' | 'file' | 'snippet' {
  return kind === 'file' || kind === 'snippet' ? kind : 'package';
}

export function readArtifact(fields: Fields, { ref, name, type, graph }: Artifact): BomComponent {
  const purpose = fields.peek('software_primaryPurpose');
  const word = typeof purpose === 'string' ? PURPOSE_KINDS.get(purpose) : undefined;
  const known = BOM_COMPONENT_KINDS.find((kind) => kind === word);
  const kind = known ?? defaultKind(type) ?? 'unknown';
  // A purpose that only repeats what the class says stays where it is.
  if (known !== undefined && known !== defaultKind(type)) fields.take('software_primaryPurpose');
  const element = inherits(type, 'software_File')
    ? 'file'
    : inherits(type, 'software_Snippet')
      ? 'snippet'
      : 'package';
  if (['software_Package', 'software_File', 'software_Snippet'].includes(type)) fields.take('type');
  fields.text('name');
  const identifiers = readIdentifiers(fields);
  const levels = fields.list('supportLevel', (item) => BOM_SUPPORT_LEVELS.find((level) => level === item));
  const endOfSupport = fields.text('validUntilTime');
  const supplied = fields.peek('suppliedBy');
  const supplier = supplied === undefined || isMap(supplied) ? undefined : graph.party(supplied);
  if (supplier !== undefined) fields.take('suppliedBy');
  return {
    ref,
    kind,
    ...(element === defaultElement(kind) ? {} : { element }),
    name,
    ...optional('version', fields.text('software_packageVersion')),
    ...optional('purl', fields.text('software_packageUrl') ?? identifiers.purl),
    cpes: identifiers.cpes,
    ids: identifiers.ids,
    ...optional('supplier', supplier),
    authors: fields.list('originatedBy', (agent) => (isMap(agent) ? undefined : graph.party(agent))),
    hashes: readHashes(fields),
    licences: [],
    ...optional('copyright', fields.text('software_copyrightText')),
    ...optional('summary', fields.text('summary')),
    ...optional('description', fields.text('description')),
    ...optional('comment', fields.text('comment')),
    externalReferences: readReferences(fields),
    ...(levels.length === 0 && endOfSupport === undefined
      ? {}
      : { support: { levels, ...optional('endOfSupport', endOfSupport) } }),
    ...optional('built', fields.text('builtTime')),
    ...optional('released', fields.text('releaseTime')),
    properties: [],
  };
}

/** A plain hash; verification codes and content identifiers stay as they are. */
export function readHash(item: JsonValue): BomHash | undefined {
  if (!isMap(item) || item.type !== 'Hash' || Object.keys(item).length !== 3) return undefined;
  const { algorithm, hashValue } = item;
  const known = typeof algorithm === 'string' ? ALGORITHM_OF.get(algorithm) : undefined;
  return known === undefined || typeof hashValue !== 'string'
    ? undefined
    : { algorithm: known, value: hashValue };
}

/** What of a list is not understood stays in the rest, without what is; SPDX 3 lists are sets. */
function split<Item>(fields: Fields, key: string, read: (item: JsonValue) => Item | undefined): Item[] {
  const value = fields.peek(key);
  if (!isList(value)) return [];
  const items: Item[] = [];
  const left: JsonValue[] = [];
  for (const item of value) {
    const understood = read(item);
    if (understood === undefined) left.push(item);
    else items.push(understood);
  }
  if (items.length > 0) fields.replace(key, left);
  return items;
}

function readHashes(fields: Fields): BomHash[] {
  return split(fields, 'verifiedUsing', readHash);
}

function readIdentifiers(fields: Fields): {
  readonly purl: string | undefined;
  readonly cpes: string[];
  readonly ids: BomId[];
} {
  let purl: string | undefined;
  const cpes: string[] = [];
  const ids: BomId[] = [];
  split(fields, 'externalIdentifier', (item) => {
    if (!isMap(item) || Object.keys(item).length !== 3) return undefined;
    const type = textOf(item, 'externalIdentifierType');
    const value = textOf(item, 'identifier');
    if (type === undefined || value === undefined || item.type !== 'ExternalIdentifier') return undefined;
    if (type === 'cpe22' || type === 'cpe23') cpes.push(value);
    // A purl that is here alone is a purl as well; where it was is kept.
    else if (
      type === 'packageUrl' &&
      fields.peek('software_packageUrl') === undefined &&
      purl === undefined
    ) {
      purl = value;
      return undefined;
    } else ids.push({ type, value });
    return item;
  });
  return { purl, cpes, ids };
}

function readReferences(fields: Fields): BomExternalReference[] {
  const address = (key: string, type: string): BomExternalReference[] => {
    const url = fields.text(key);
    return url === undefined ? [] : [{ type, url, hashes: [] }];
  };
  return [
    ...address('software_downloadLocation', 'distribution'),
    ...address('software_homePage', 'website'),
    ...split(fields, 'externalRef', readReference),
  ];
}

function readReference(item: JsonValue): BomExternalReference | undefined {
  if (!isMap(item)) return undefined;
  const { type, externalRefType, locator, comment, ...others } = item;
  const [url, ...more] = isList(locator) ? locator : [];
  const known = typeof externalRefType === 'string' ? REFERENCE_TYPES.get(externalRefType) : undefined;
  if (type !== 'ExternalRef' || known === undefined || typeof url !== 'string' || more.length > 0)
    return undefined;
  if (Object.keys(others).length > 0 || (comment !== undefined && typeof comment !== 'string'))
    return undefined;
  // Which of the two places it was in, where the model has one word for both.
  const marked: JsonMap = { externalRefType: externalRefType ?? null };
  const needsMark = known === 'distribution' || known === 'website';
  return {
    type: known,
    url,
    ...optional('comment', comment),
    hashes: [],
    ...(needsMark ? { rest: { format: FAMILY, fields: marked } } : {}),
  };
}
