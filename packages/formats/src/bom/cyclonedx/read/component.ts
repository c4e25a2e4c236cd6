/** A CycloneDX component as the model has it; its place in the document is the reader's business. */
import {
  BOM_COMPONENT_KINDS,
  type BomComponent,
  type BomEvidence,
  type BomId,
  type BomOccurrence,
  type BomParty,
  type BomSwid,
  type JsonValue,
} from '@theriac/core';
import { EMPTY, Fields, isMap, type JsonMap, optional } from '../../document/json-fields.ts';
import { restoreCarried } from '../../model/carried/index.ts';
import {
  FAMILY,
  readExternalReference,
  readHash,
  readLicence,
  readOrganization,
  readPerson,
  readProperty,
  readText,
} from './parts.ts';

const SCOPES = ['required', 'optional', 'excluded'] as const;

/** How the document places a component. */
interface Placing {
  readonly ref: string;
  readonly refMadeUp: boolean;
  readonly parent: string | undefined;
}

export function readComponent(component: JsonMap, { ref, refMadeUp, parent }: Placing): BomComponent {
  const fields = new Fields(component);
  // A ref that the document duplicates is distinguished in the model, so it is not in the rest either.
  if (fields.text('bom-ref') === undefined && fields.peek('bom-ref') !== undefined) fields.take('bom-ref');
  // The nested ones are components of their own; that there is an empty list is worth keeping.
  const nested = fields.peek('components');
  if (Array.isArray(nested) && nested.length > 0) fields.take('components');
  const name = fields.text('name');
  const purl = fields.text('purl');
  const cpe = fields.text('cpe');
  const supplier = readOrganization(fields.map('supplier'));
  const manufacturer = readOrganization(fields.map('manufacturer'));
  const evidence = readEvidence(fields.map('evidence'));
  return restoreCarried({
    ref,
    ...(refMadeUp ? { refMadeUp: true } : {}),
    ...optional('parent', parent),
    kind: fields.word('type', BOM_COMPONENT_KINDS.slice(0, 13)) ?? 'unknown',
    ...optional('group', fields.text('group')),
    name: name ?? purl ?? ref,
    ...optional('version', fields.text('version')),
    ...optional('purl', purl),
    cpes: cpe === undefined ? EMPTY : [cpe],
    ...optional('swid', readSwid(fields)),
    ids: readIds(fields),
    ...optional('supplier', supplier),
    ...optional('manufacturer', manufacturer),
    ...optional('publisher', fields.text('publisher')),
    authors: readAuthors(fields),
    hashes: fields.list('hashes', readHash),
    licences: fields.list('licenses', readLicence),
    ...optional('copyright', fields.text('copyright')),
    ...optional('description', fields.text('description')),
    ...optional('scope', fields.word('scope', SCOPES)),
    externalReferences: fields.list('externalReferences', readExternalReference),
    ...optional('evidence', evidence),
    properties: fields.list('properties', readProperty),
    ...fields.rest(FAMILY),
  });
}

function readIds(fields: Fields): readonly BomId[] {
  const ids = ['omniborId', 'swhid'].flatMap((type) => fields.texts(type).map((value) => ({ type, value })));
  return ids.length === 0 ? EMPTY : ids;
}

/** `authors` since 1.6; the one `author` of before is free text, so it is unknown whether it is a person. */
function readAuthors(fields: Fields): readonly BomParty[] {
  const listed = fields.list('authors', readPerson);
  if (listed.length > 0) return listed;
  const name = fields.text('author');
  return name === undefined ? EMPTY : [{ kind: 'unknown', name, urls: [], contacts: [] }];
}

function readSwid(fields: Fields): BomSwid | undefined {
  const value = fields.peek('swid');
  if (!isMap(value)) return undefined;
  const inner = new Fields(value);
  const tagId = inner.text('tagId');
  const text = readText(inner.peek('text'));
  if (text !== undefined) inner.take('text');
  const swid = {
    ...optional('name', inner.text('name')),
    ...optional('version', inner.text('version')),
    ...optional('tagVersion', inner.number('tagVersion')),
    ...optional('patch', inner.flag('patch')),
    ...optional('text', text),
    ...optional('url', inner.text('url')),
  };
  if (tagId === undefined || inner.rest(FAMILY).rest !== undefined) return undefined;
  fields.take('swid');
  return { tagId, ...swid };
}

function readEvidence(value: JsonMap | undefined): BomEvidence | undefined {
  if (value === undefined) return undefined;
  const fields = new Fields(value);
  return {
    occurrences: fields.list('occurrences', readOccurrence),
    licences: fields.list('licenses', readLicence),
    copyrights: fields.list('copyright', (item) => {
      if (!isMap(item)) return undefined;
      const { text, ...others } = item;
      return typeof text === 'string' && Object.keys(others).length === 0 ? text : undefined;
    }),
    ...fields.rest(FAMILY),
  };
}

function readOccurrence(item: JsonValue): BomOccurrence | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  const location = fields.text('location');
  if (location === undefined) return undefined;
  return { location, ...optional('line', fields.number('line')), ...fields.rest(FAMILY) };
}
