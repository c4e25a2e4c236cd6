/** The small things that CycloneDX documents are made of, as the model has them. */
import {
  BOM_HASH_ALGORITHMS,
  type BomContact,
  type BomExternalReference,
  type BomHash,
  type BomHashAlgorithm,
  type BomLicence,
  type BomParty,
  type BomProperty,
  type BomText,
  type JsonValue,
} from '@theriac/core';
import { Fields, isMap, type JsonMap, optional } from '../../document/json-fields.ts';

export const FAMILY = 'cyclonedx';

const ALGORITHMS: ReadonlyMap<string, BomHashAlgorithm> = new Map(
  BOM_HASH_ALGORITHMS.filter((row) => 'cyclonedx' in row).map((row) => [row.id, row.id]),
);

export function readHash(item: JsonValue): BomHash | undefined {
  if (!isMap(item) || Object.keys(item).length !== 2) return undefined;
  const { alg, content } = item;
  const algorithm = typeof alg === 'string' ? ALGORITHMS.get(alg) : undefined;
  return algorithm === undefined || typeof content !== 'string' ? undefined : { algorithm, value: content };
}

export function readProperty(item: JsonValue): BomProperty | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  const name = fields.text('name');
  const value = fields.text('value');
  if (name === undefined) return undefined;
  return { name, value: value ?? '', ...fields.rest(FAMILY) };
}

export function readText(item: JsonValue | undefined): BomText | undefined {
  if (!isMap(item)) return undefined;
  const { content, contentType, encoding, ...others } = item;
  if (typeof content !== 'string' || Object.keys(others).length > 0) return undefined;
  if (contentType !== undefined && typeof contentType !== 'string') return undefined;
  if (encoding !== undefined && typeof encoding !== 'string') return undefined;
  return { content, ...optional('contentType', contentType), ...optional('encoding', encoding) };
}

export function readExternalReference(item: JsonValue): BomExternalReference | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  const type = fields.text('type');
  const url = fields.text('url');
  if (type === undefined || url === undefined) return undefined;
  return {
    type,
    url,
    ...optional('comment', fields.text('comment')),
    hashes: fields.list('hashes', readHash),
    ...fields.rest(FAMILY),
  };
}

function readContact(item: JsonValue): BomContact | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  return {
    ...optional('name', fields.text('name')),
    ...optional('email', fields.text('email')),
    ...optional('phone', fields.text('phone')),
    ...fields.rest(FAMILY),
  };
}

/** `organizationalEntity`. */
export function readOrganization(item: JsonValue | undefined): BomParty | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  return {
    kind: 'organization',
    ...optional('name', fields.text('name')),
    urls: fields.texts('url'),
    contacts: fields.list('contact', readContact),
    ...optional('ref', fields.text('bom-ref')),
    ...fields.rest(FAMILY),
  };
}

/** `organizationalContact`. */
export function readPerson(item: JsonValue | undefined): BomParty | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  return {
    kind: 'person',
    ...optional('name', fields.text('name')),
    ...optional('email', fields.text('email')),
    ...optional('phone', fields.text('phone')),
    urls: [],
    contacts: [],
    ...optional('ref', fields.text('bom-ref')),
    ...fields.rest(FAMILY),
  };
}

const ACKNOWLEDGEMENTS = ['declared', 'concluded'] as const;

/** An item of `licenses`. */
export function readLicence(item: JsonValue): BomLicence | undefined {
  if (!isMap(item)) return undefined;
  const outer = new Fields(item);
  const expression = outer.text('expression');
  if (expression !== undefined) {
    return {
      kind: 'expression',
      value: expression,
      ...optional('acknowledgement', outer.word('acknowledgement', ACKNOWLEDGEMENTS)),
      ...outer.rest(FAMILY),
    };
  }
  const { license, ...others } = item;
  if (!isMap(license) || Object.keys(others).length > 0) return undefined;
  return readNamedLicence(license);
}

function readNamedLicence(licence: JsonMap): BomLicence | undefined {
  const fields = new Fields(licence);
  const id = fields.text('id');
  const name = id === undefined ? fields.text('name') : undefined;
  const url = fields.text('url');
  // In XML up to 1.5 a licence may have an address alone, which then is all that names it.
  const value = id ?? name ?? url;
  if (value === undefined) return undefined;
  const text = readText(fields.peek('text'));
  if (text !== undefined) fields.take('text');
  return {
    kind: id === undefined ? 'name' : 'id',
    value,
    ...optional('acknowledgement', fields.word('acknowledgement', ACKNOWLEDGEMENTS)),
    ...optional('text', text),
    ...optional('url', url),
    ...fields.rest(FAMILY),
  };
}
