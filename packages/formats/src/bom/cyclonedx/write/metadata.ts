/** The metadata of a document: when, by whom and with what it was made. */
import type { JsonValue } from '@theriac/core';
import { isMap, type JsonMap, own, restOf } from '../../document/json-fields.ts';
import { pointer } from '../../model/losses.ts';
import { FAMILY, readOrganization, readPerson } from '../read/parts.ts';
import { WITH, type WriteContext } from './context.ts';
import { splitLicences } from './licences.ts';
import { entriesOf } from './parts.ts';
import { isSameParty } from './same-party.ts';
import { tools } from './tools.ts';

export function metadata(context: WriteContext, subject: JsonMap | undefined): JsonMap | undefined {
  const bom = context.bom;
  const parts = context.parts;
  const kept = own(restOf(bom, FAMILY), 'metadata');
  if (parts.rank < WITH.metadata) {
    noMetadata(context, isMap(kept) ? kept : {});
    return undefined;
  }
  const rest = isMap(kept) ? kept : {};
  const { manufacture, ...others } = rest;
  // A document since 1.6 that still says “manufacture” is written that way again, unless it was changed.
  const legacy =
    bom.manufacturer !== undefined && isSameParty(bom.manufacturer, readOrganization(manufacture), true);
  const manufacturer = legacy ? undefined : organization(context, 'manufacturer');
  const properties = bom.properties.map((property, index) =>
    parts.property(property, pointer('', 'properties', index)),
  );
  const fields = entriesOf({
    timestamp: bom.created,
    lifecycles: lifecycles(context),
    tools: tools(context),
    authors: authors(context),
    component: subject,
    ...(manufacturer === undefined
      ? {}
      : { [parts.rank >= WITH.manufacturer ? 'manufacturer' : 'manufacture']: manufacturer }),
    supplier: organization(context, 'supplier'),
    licenses: dataLicences(context),
  });
  // The list of carried properties is complete only now.
  const all = [...properties, ...context.carrying.properties()];
  if (all.length > 0) fields.properties = all;
  if (Object.keys(fields).length === 0 && kept === undefined) return undefined;
  const metadata: JsonMap = { ...fields, ...(legacy ? rest : others) };
  parts.marks.set(metadata, {
    path: '',
    rest: new Set(Object.keys(legacy ? rest : others)),
    restPath: '/rest/fields/metadata',
  });
  return metadata;
}

function noMetadata(context: WriteContext, rest: JsonMap): void {
  const { losses } = context.parts;
  const why = 'CycloneDX has metadata since 1.2';
  for (const field of ['created', 'supplier', 'manufacturer'] as const)
    if (context.bom[field] !== undefined) losses.add(pointer('', field), why);
  for (const field of ['authors', 'tools', 'lifecycles', 'dataLicences', 'properties'] as const)
    if (context.bom[field].length > 0) losses.add(pointer('', field), why);
  for (const key of Object.keys(rest)) losses.add(pointer('/rest/fields/metadata', key), why);
}

function organization(context: WriteContext, field: 'supplier' | 'manufacturer'): JsonMap | undefined {
  const party = context.bom[field];
  if (party === undefined) return undefined;
  const written = context.parts.organization(party, pointer('', field));
  if (!isSameParty(party, readOrganization(written)))
    context.carry(`theriac:bom:${field}`, context.bom, pointer('', field));
  return written;
}

function lifecycles(context: WriteContext): JsonValue | undefined {
  const { lifecycles } = context.bom;
  if (lifecycles.length === 0) return undefined;
  if (context.parts.rank < WITH.lifecycles) {
    context.each('lifecycles', 'theriac:bom:lifecycle');
    return undefined;
  }
  return lifecycles.map((lifecycle, index) => {
    const { rest: _rest, ...fields } = lifecycle;
    return context.parts.object(entriesOf({ ...fields }), lifecycle, pointer('', 'lifecycles', index));
  });
}

function authors(context: WriteContext): JsonValue | undefined {
  const { authors } = context.bom;
  if (authors.length === 0) return undefined;
  const written = authors.map((author, index) => context.parts.person(author, pointer('', 'authors', index)));
  if (!authors.every((author, index) => isSameParty(author, readPerson(written[index]))))
    context.carry('theriac:bom:author', context.bom, '/authors');
  return written;
}

function dataLicences(context: WriteContext): JsonValue | undefined {
  const licences = context.bom.dataLicences;
  if (licences.length === 0) return undefined;
  const { native, carried } = splitLicences(licences, context.parts.rank, context.encoding);
  const noLicences = context.parts.rank < WITH.properties;
  const unsaid = (index: number): boolean =>
    context.parts.rank < WITH.manufacturer && licences[index]?.acknowledgement !== undefined;
  if (carried.length > 0 || native.some(unsaid))
    context.carry('theriac:bom:dataLicence', context.bom, '/dataLicences');
  if (noLicences) {
    context.parts.losses.add('/dataLicences', 'CycloneDX has licences of the document since 1.3');
    return undefined;
  }
  return native.flatMap((index): JsonMap[] => {
    const licence = licences[index];
    if (licence === undefined) return [];
    const { acknowledgement: _said, ...plain } = licence;
    const path = pointer('', 'dataLicences', index);
    const item = context.parts.licence(context.parts.rank < WITH.manufacturer ? plain : licence, path);
    return item === null ? [] : [item];
  });
}
