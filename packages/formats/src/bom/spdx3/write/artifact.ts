/** A component of the model as a package, file or snippet of SPDX 3; what has no property there is carried. */
import {
  type BomComponent,
  type BomParty,
  type BomProperty,
  bomComponentName,
  bomHashRow,
  type JsonValue,
} from '@theriac/core';
import {
  isList,
  isMap,
  type JsonMap,
  type MutableJson,
  optional,
  own,
  restOf,
} from '../../document/json-fields.ts';
import { carryComponent } from '../../model/carried/index.ts';
import { isDateTime, withTime } from '../../model/dates.ts';
import type { ForeignRests } from '../../model/foreign.ts';
import { pointer } from '../../model/losses.ts';
import { SPDX3_VOCABULARIES } from '../model.ts';
import { defaultElement, defaultKind } from '../read/artifact.ts';
import { FAMILY, KIND_PURPOSES, SPDX3_REFERENCES } from '../words.ts';
import { survives } from './agents.ts';

interface ArtifactContext {
  readonly id: string;
  readonly path: string;
  readonly agent: (party: BomParty) => string;
  readonly foreign: ForeignRests;
  /** Licences are kept relationships, which say all that is said. */
  readonly keepsLicences: boolean;
}

const ALWAYS_CARRIED: readonly string[] = [
  'theriac:support:saidBy',
  'bsi:component:filename',
  'bsi:component:executable',
  'bsi:component:archive',
  'bsi:component:structured',
  'theriac:bom:group',
  'theriac:bom:publisher',
  'theriac:bom:manufacturer',
  'theriac:bom:scope',
  'theriac:bom:swid',
  'theriac:bom:occurrence',
  'theriac:bom:licenceFound',
  'theriac:bom:copyrightFound',
];

export function writeArtifact(
  component: BomComponent,
  context: ArtifactContext,
): { readonly object: JsonMap; readonly properties: readonly BomProperty[] } {
  const c = component;
  const properties: BomProperty[] = [...c.properties];
  const carryAs = (name: string, owner: BomComponent = c): void => {
    for (const one of carryComponent(owner, name)) properties.push(one);
  };
  if (context.id !== c.ref) properties.push({ name: 'theriac:bom:ref', value: c.ref });
  for (const name of ALWAYS_CARRIED) carryAs(name);
  foreignParts(c, context);
  const rest = restOf(c, FAMILY);
  const element = c.element ?? defaultElement(c.kind);
  // A snippet is of a file, which only a document of SPDX 3 gives.
  const snippet = element === 'snippet' && Object.keys(rest).some((key) => key.startsWith('software_'));
  const isFile = element === 'file';
  const keptType = own(rest, 'type');
  const type = isFile ? 'software_File' : snippet ? 'software_Snippet' : 'software_Package';
  if (element === 'snippet' && !snippet) carryAs('theriac:bom:element', { ...c, element });
  const purpose = purposeOf(c, typeof keptType === 'string' ? keptType : type);
  if (purpose.carried) carryAs('theriac:bom:kind');
  const isPackage = !isFile && !snippet;
  if (!isPackage) {
    carryAs('theriac:bom:version');
    carryAs('theriac:bom:purl');
  }
  if (
    !context.keepsLicences &&
    c.licences.some(
      (l) =>
        l.acknowledgement === undefined || l.kind === 'name' || l.text !== undefined || l.url !== undefined,
    )
  )
    carryAs('theriac:bom:licences');
  if (c.supplier !== undefined && !survives(c.supplier)) carryAs('theriac:bom:supplier');
  if (c.authors.some((author) => !survives(author))) carryAs('theriac:bom:author');
  const dates: MutableJson = {};
  for (const [key, value, name] of [
    ['builtTime', c.built, 'theriac:bom:built'],
    ['releaseTime', c.released, 'theriac:bom:released'],
    ['validUntilTime', c.support?.endOfSupport, 'cdx:lifecycle:milestone:endOfSupport'],
  ] as const) {
    if (value === undefined) continue;
    const exact = withTime(value);
    if (isDateTime(exact)) dates[key] = exact;
    if (exact !== value || !isDateTime(exact)) carryAs(name);
  }
  const levels = c.support?.levels ?? [];
  const object: MutableJson = {
    type,
    spdxId: context.id,
    name: bomComponentName(c),
    ...optional('summary', c.summary),
    ...optional('description', c.description),
    ...optional('comment', c.comment),
    ...(isPackage ? { ...optional('software_packageVersion', c.version), ...purlOf(c, rest) } : {}),
    ...optional('software_primaryPurpose', purpose.word),
    ...optional('software_copyrightText', c.copyright),
    ...(c.supplier === undefined ? {} : { suppliedBy: context.agent(c.supplier) }),
    ...(c.authors.length === 0 ? {} : { originatedBy: c.authors.map((author) => context.agent(author)) }),
    ...dates,
    ...(levels.length === 0 ? {} : { supportLevel: levels }),
    ...references(c, rest, isPackage, carryAs),
  };
  for (const [key, items] of [
    ['verifiedUsing', hashesOf(c, carryAs)],
    ['externalIdentifier', identifiersOf(c, carryAs)],
    ['externalRef', isList(object.externalRef) ? object.externalRef : []],
  ] as const) {
    const kept = own(rest, key);
    const all: readonly JsonValue[] = [...items, ...(isList(kept) ? kept : [])];
    if (all.length > 0) object[key] = all;
  }
  const {
    verifiedUsing: _verified,
    externalIdentifier: _identifiers,
    externalRef: _references,
    extension: _extension,
    software_primaryPurpose: keptPurpose,
    ...others
  } = rest;
  const extension = own(rest, 'extension');
  // Extensions that are not only properties are kept; the properties then are in one of their own.
  return {
    object: {
      ...object,
      ...additional(c, others),
      ...others,
      ...(purpose.word === undefined && !purpose.carried
        ? optional('software_primaryPurpose', keptPurpose)
        : {}),
      ...optional('extension', extension),
    },
    properties,
  };
}

function foreignParts(c: BomComponent, { path, foreign }: ArtifactContext): void {
  foreign.of(c, path);
  if (c.evidence !== undefined) foreign.of(c.evidence, pointer(path, 'evidence'));
  for (const field of ['supplier', 'manufacturer'] as const) foreign.party(c[field], pointer(path, field));
  foreign.parties(c.authors, pointer(path, 'authors'));
  for (const field of ['licences', 'externalReferences', 'ids', 'properties'] as const)
    foreign.each(c[field], pointer(path, field));
  foreign.each(c.evidence?.occurrences ?? [], pointer(path, 'evidence', 'occurrences'));
  foreign.each(c.evidence?.licences ?? [], pointer(path, 'evidence', 'licences'));
}

function purposeOf(
  { kind }: BomComponent,
  type: string,
): { readonly word: string | undefined; readonly carried: boolean } {
  if (kind === 'unknown' || kind === defaultKind(type)) return { word: undefined, carried: false };
  const word = KIND_PURPOSES.get(kind);
  return { word, carried: word === undefined };
}

/** A purl that was among the identifiers is there again. */
function purlOf({ purl }: BomComponent, rest: JsonMap): JsonMap {
  const kept = own(rest, 'externalIdentifier');
  const there = (isList(kept) ? kept : []).some(
    (one) => isMap(one) && one.externalIdentifierType === 'packageUrl' && one.identifier === purl,
  );
  return purl === undefined || there ? {} : { software_packageUrl: purl };
}

type CarryAs = (name: string, owner?: BomComponent) => void;

function hashesOf(c: BomComponent, carryAs: CarryAs): JsonMap[] {
  return c.hashes.flatMap((hash): JsonMap[] => {
    const algorithm = bomHashRow(hash.algorithm).spdx3;
    if (algorithm !== undefined) return [{ type: 'Hash', algorithm, hashValue: hash.value }];
    carryAs('theriac:bom:hash', { ...c, hashes: [hash] });
    return [];
  });
}

function identifiersOf(c: BomComponent, carryAs: CarryAs): JsonMap[] {
  const words = SPDX3_VOCABULARIES.get('externalIdentifierType');
  const identifier = (type: string, value: string): JsonMap => ({
    type: 'ExternalIdentifier',
    externalIdentifierType: type,
    identifier: value,
  });
  return [
    ...c.cpes.map((cpe) => identifier(cpe.startsWith('cpe:/') ? 'cpe22' : 'cpe23', cpe)),
    ...c.ids.flatMap((id): JsonMap[] => {
      if (words?.has(id.type) === true && id.type !== 'cpe22' && id.type !== 'cpe23')
        return [identifier(id.type, id.value)];
      carryAs('theriac:bom:id', { ...c, ids: [id] });
      return [];
    }),
  ];
}

/** The first download address and home page have properties of their own, unless they was among the others. */
function references(c: BomComponent, rest: JsonMap, isPackage: boolean, carryAs: CarryAs): JsonMap {
  const result: MutableJson = {};
  const refs: JsonMap[] = [];
  for (const reference of c.externalReferences) {
    const kept = own(restOf(reference, FAMILY), 'externalRefType');
    const key =
      reference.type === 'distribution'
        ? 'software_downloadLocation'
        : reference.type === 'website'
          ? 'software_homePage'
          : undefined;
    const bare = reference.comment === undefined && reference.hashes.length === 0 && kept === undefined;
    const free = key !== undefined && result[key] === undefined && !Object.hasOwn(rest, key);
    const word = typeof kept === 'string' ? kept : SPDX3_REFERENCES.get(reference.type);
    if (key !== undefined && isPackage && bare && free) result[key] = reference.url;
    else if (word !== undefined && reference.hashes.length === 0)
      refs.push({
        type: 'ExternalRef',
        externalRefType: word,
        locator: [reference.url],
        ...optional('comment', reference.comment),
      });
    else carryAs('theriac:bom:externalReference', { ...c, externalReferences: [reference] });
  }
  if (refs.length > 0) result.externalRef = refs;
  return result;
}

/** BSI TR-03183-2 has executables and archives among the additional purposes as well. */
function additional({ file }: BomComponent, rest: JsonMap): JsonMap {
  if (Object.hasOwn(rest, 'software_additionalPurpose')) return {};
  const purposes = [
    ...(file?.executable === true ? ['executable'] : []),
    ...(file?.archive === true ? ['archive'] : []),
  ];
  return purposes.length === 0 ? {} : { software_additionalPurpose: purposes };
}
