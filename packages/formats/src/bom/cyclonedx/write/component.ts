/** A component of the model in the JSON shape of CycloneDX; what has no field there is carried as properties. */
import type { BomComponent, BomEvidence, BomLicence, BomParty, JsonValue } from '@theriac/core';
import { type JsonMap, type MutableJson, optional } from '../../document/json-fields.ts';
import { carriedField, carryComponent } from '../../model/carried/index.ts';
import { pointer } from '../../model/losses.ts';
import { encodePart } from '../../model/model-json.ts';
import { readOrganization, readPerson } from '../read/parts.ts';
import { Carrying } from './carrying.ts';
import { splitLicences } from './licences.ts';
import { entriesOf, type Parts } from './parts.ts';

/** Names of properties for fields that CycloneDX has in no version. */
const ALWAYS_CARRIED: readonly string[] = [
  'theriac:bom:element',
  'theriac:support:level',
  'cdx:lifecycle:milestone:endOfSupport',
  'theriac:support:saidBy',
  'bsi:component:filename',
  'bsi:component:executable',
  'bsi:component:archive',
  'bsi:component:structured',
  'theriac:bom:summary',
  'theriac:bom:comment',
  'theriac:bom:built',
  'theriac:bom:released',
];

/** First version with properties, evidence, occurrences, authors and manufacturers of components. */
const WITH = { properties: 3, evidence: 3, occurrences: 5, authors: 6, ids: 6 } as const;

interface ComponentContext {
  readonly parts: Parts;
  readonly encoding: 'json' | 'xml';
  /** Whether something points to it. */
  readonly pointedTo: boolean;
  /** Ref of what contains it, where it is listed beside that one. */
  readonly containedBy?: string;
}

export function writeComponent(component: BomComponent, context: ComponentContext): MutableJson {
  const { parts, encoding } = context;
  const path = pointer('/components', component.ref);
  const carrying = new Carrying(parts.losses, parts.rank >= WITH.properties);
  const carryAs = (name: string, owner: BomComponent, at?: string): void =>
    carrying.add(carryComponent(owner, name), at ?? `${path}/${carriedField(name)}`);
  for (const name of ALWAYS_CARRIED) carryAs(name, component);
  if (context.containedBy !== undefined)
    carryAs('theriac:bom:parent', { ...component, parent: context.containedBy });
  const known = parts.hasWord('componentType', component.kind);
  if (!known && component.kind !== 'unknown') carryAs('theriac:bom:kind', component);
  for (const [index, cpe] of component.cpes.entries())
    if (index > 0) carryAs('theriac:bom:cpe', { ...component, cpes: [cpe] }, pointer(path, 'cpes', index));
  const { native: ids, swhids, omniborIds } = idsOf(component, parts.rank);
  for (const [index, id] of component.ids.entries())
    if (!ids.includes(id))
      carryAs('theriac:bom:id', { ...component, ids: [id] }, pointer(path, 'ids', index));
  for (const [index, hash] of component.hashes.entries()) {
    if (!parts.hasHash(hash))
      carryAs('theriac:bom:hash', { ...component, hashes: [hash] }, pointer(path, 'hashes', index));
  }
  const swid = swidOf(component);
  if (component.swid !== undefined && swid === undefined) carryAs('theriac:bom:swid', component);
  const hashes = component.hashes.filter((hash) => parts.hasHash(hash)).map((hash) => parts.hash(hash));
  const typed = entriesOf({
    type: known ? component.kind : nearestType(component, parts),
    ...(component.refMadeUp === true && !context.pointedTo ? {} : { 'bom-ref': component.ref }),
    supplier: organizationOf(component, 'supplier', path, parts, carryAs),
    manufacturer: organizationOf(component, 'manufacturer', path, parts, carryAs),
    ...authorsOf(component, path, parts, carryAs),
    publisher: component.publisher,
    group: component.group,
    name: component.name,
    version: component.version,
    description: component.description,
    scope: component.scope,
    hashes: hashes.length === 0 ? undefined : hashes,
    licenses: licencesOf(component, path, parts, encoding, carryAs),
    copyright: component.copyright,
    cpe: component.cpes[0],
    purl: component.purl,
    omniborId: omniborIds,
    swhid: swhids,
    swid,
    ...parts.references(component.externalReferences, path),
    evidence: evidenceOf(component, path, parts, carryAs),
  });
  const properties = [
    ...component.properties.map((property, index) =>
      parts.property(property, pointer(path, 'properties', index)),
    ),
    ...carrying.properties(),
  ];
  if (properties.length > 0) typed.properties = properties;
  return parts.object(typed, component, path);
}

/** The nearest word that this version has. */
function nearestType(component: BomComponent, parts: Parts): string {
  const nearest = fallbackType(component);
  return parts.hasWord('componentType', nearest) ? nearest : 'library';
}

/** The nearest word for what CycloneDX has none for. */
function fallbackType({ kind, element }: BomComponent): string {
  if (element === 'file' || element === 'snippet' || kind === 'snippet') return 'file';
  if (kind === 'executable' || kind === 'install' || kind === 'platform') return 'application';
  if (['device-driver', 'disk-image', 'filesystem-image'].includes(kind)) return 'firmware';
  const documents = ['archive', 'bom', 'configuration', 'documentation', 'evidence', 'manifest', 'patch'];
  return [...documents, 'requirement', 'specification', 'data'].includes(kind) ? 'file' : 'library';
}

function idsOf(
  { ids }: BomComponent,
  rank: number,
): {
  readonly native: BomComponent['ids'];
  readonly swhids: string[] | undefined;
  readonly omniborIds: string[] | undefined;
} {
  const native = rank < WITH.ids ? [] : ids.filter(({ type }) => type === 'swhid' || type === 'omniborId');
  const values = (type: string): string[] | undefined => {
    const list = native.filter((id) => id.type === type).map((id) => id.value);
    return list.length === 0 ? undefined : list;
  };
  return { native, swhids: values('swhid'), omniborIds: values('omniborId') };
}

/** A SWID tag needs a name in CycloneDX. */
function swidOf({ swid }: BomComponent): JsonMap | undefined {
  if (swid?.name === undefined) return undefined;
  const { text, ...fields } = swid;
  return entriesOf({
    ...fields,
    text: text === undefined ? undefined : entriesOf({ ...text }),
  });
}

type CarryAs = (name: string, owner: BomComponent, at?: string) => void;

/** Whether a party comes back from CycloneDX as it went in, but for its rest. */
function survives(party: BomParty, back: BomParty | undefined): boolean {
  return back !== undefined && canonical(party) === canonical(back);
}

function canonical(party: BomParty): string {
  const { kind, name, email, phone, urls, contacts, ref } = party;
  return encodePart([kind, name ?? '', email ?? '', phone ?? '', urls, contacts, ref ?? '']);
}

function organizationOf(
  component: BomComponent,
  field: 'supplier' | 'manufacturer',
  path: string,
  parts: Parts,
  carryAs: CarryAs,
): JsonMap | undefined {
  const party = component[field];
  if (party === undefined) return undefined;
  if (field === 'manufacturer' && parts.rank < WITH.authors) {
    carryAs('theriac:bom:manufacturer', component);
    parts.foreign(party, pointer(path, field));
    return undefined;
  }
  const written = parts.organization(party, pointer(path, field));
  if (!survives(party, readOrganization(written))) carryAs(`theriac:bom:${field}`, component);
  return written;
}

function authorsOf(
  component: BomComponent,
  path: string,
  parts: Parts,
  carryAs: CarryAs,
): { readonly author?: JsonValue; readonly authors?: JsonValue } {
  const { authors } = component;
  const [first] = authors;
  if (first === undefined) return {};
  const at = (index: number): string => pointer(path, 'authors', index);
  const isText = first.kind === 'unknown' && authors.length === 1 && first.name !== undefined;
  if (
    isText &&
    canonical({ kind: 'unknown', name: first.name, urls: [], contacts: [] }) === canonical(first)
  ) {
    parts.foreign(first, at(0));
    return { author: first.name };
  }
  if (parts.rank < WITH.authors) {
    carryAs('theriac:bom:author', component);
    for (const [index, author] of authors.entries()) parts.foreign(author, at(index));
    const names = authors.flatMap(({ name }) => name ?? []).join(', ');
    return names === '' ? {} : { author: names };
  }
  const written = authors.map((author, index) => parts.person(author, at(index)));
  if (!authors.every((author, index) => survives(author, readPerson(written[index]))))
    carryAs('theriac:bom:author', component);
  return { authors: written };
}

function licencesOf(
  component: BomComponent,
  path: string,
  parts: Parts,
  encoding: 'json' | 'xml',
  carryAs: CarryAs,
): JsonValue | undefined {
  const { licences } = component;
  const { native, carried } = splitLicences(licences, parts.rank, encoding);
  const only = (licence: BomLicence): BomComponent => ({ ...component, licences: [licence] });
  for (const index of carried) {
    const licence = licences[index];
    if (licence === undefined) continue;
    const at = pointer(path, 'licences', index);
    parts.foreign(licence, at);
    const plain = licence.kind !== 'id' && licence.kind !== 'name' && licence.text === undefined;
    // The same words without acknowledgement beside it would be taken for it.
    const alike = licences.some((l) => l.acknowledgement === undefined && l.value === licence.value);
    if (plain && !alike && licence.url === undefined && licence.acknowledgement !== undefined)
      carryAs(`theriac:licence:${licence.acknowledgement}`, only(licence), at);
    else carryAs('theriac:bom:licence', only(licence), at);
  }
  const items = native.flatMap((index): JsonMap[] => {
    const licence = licences[index];
    if (licence === undefined) return [];
    const at = pointer(path, 'licences', index);
    if (parts.rank >= WITH.authors || licence.acknowledgement === undefined) {
      const item = parts.licence(licence, at);
      return item === null ? [] : [item];
    }
    carryAs(`theriac:licence:${licence.acknowledgement}`, only(licence), pointer(at, 'acknowledgement'));
    const { acknowledgement: _said, ...unsaid } = licence;
    const item = parts.licence(unsaid, at);
    return item === null ? [] : [item];
  });
  return items.length === 0 ? undefined : items;
}

function evidenceOf(
  component: BomComponent,
  path: string,
  parts: Parts,
  carryAs: CarryAs,
): JsonMap | undefined {
  const { evidence } = component;
  if (evidence === undefined) return undefined;
  const at = pointer(path, 'evidence');
  if (parts.rank < WITH.evidence) {
    for (const name of ['theriac:bom:occurrence', 'theriac:bom:licenceFound', 'theriac:bom:copyrightFound'])
      carryAs(name, component);
    for (const key of Object.keys(evidence.rest?.fields ?? {}))
      parts.losses.add(pointer(at, 'rest', 'fields', key), 'CycloneDX has evidence since 1.3');
    return undefined;
  }
  const full = parts.rank > WITH.occurrences;
  if (parts.rank < WITH.occurrences) carryAs('theriac:bom:occurrence', component);
  else if (!full && evidence.occurrences.some((o) => o.line !== undefined))
    carryAs('theriac:bom:occurrence', component);
  const occurrences =
    parts.rank < WITH.occurrences
      ? []
      : evidence.occurrences.map((occurrence, index) =>
          parts.object(
            {
              location: occurrence.location,
              ...(full ? optional('line', occurrence.line) : {}),
            },
            occurrence,
            pointer(at, 'occurrences', index),
          ),
        );
  return parts.object(
    entriesOf({
      occurrences: occurrences.length === 0 ? undefined : occurrences,
      licenses: evidenceLicences(evidence, at, parts),
      copyright: evidence.copyrights.length === 0 ? undefined : evidence.copyrights.map((text) => ({ text })),
    }),
    evidence,
    at,
  );
}

function evidenceLicences(evidence: BomEvidence, path: string, parts: Parts): JsonValue | undefined {
  const { native, carried } = splitLicences(evidence.licences, parts.rank, 'xml');
  for (const index of carried)
    parts.losses.add(pointer(path, 'licences', index), 'this version does not allow it beside the others');
  const items = native.flatMap((index): JsonMap[] => {
    const licence = evidence.licences[index];
    const item = licence === undefined ? null : parts.licence(licence, pointer(path, 'licences', index));
    return item === null ? [] : [item];
  });
  return items.length === 0 ? undefined : items;
}
