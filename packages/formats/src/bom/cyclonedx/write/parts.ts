/** The small things of the model in the JSON shape of CycloneDX. */
import type {
  BomContact,
  BomExternalReference,
  BomHash,
  BomLicence,
  BomParty,
  BomProperty,
  BomRest,
  BomText,
  JsonValue,
} from '@theriac/core';
import { bomHashRow } from '@theriac/core';
import { type JsonMap, type MutableJson, optional, restOf } from '../../document/json-fields.ts';
import { ForeignRests } from '../../model/foreign.ts';
import { type Losses, pointer } from '../../model/losses.ts';
import { FAMILY } from '../read/parts.ts';
import { VOCABULARIES } from '../scalars.ts';
import { versionRank } from '../versions.ts';
import type { Mark } from './fit.ts';

/** Builds objects and remembers which part of the model each one is. */
export class Parts {
  readonly rank: number;
  readonly losses: Losses;
  readonly marks: Map<object, Mark>;
  readonly #foreign: ForeignRests;

  constructor(rank: number, losses: Losses, marks: Map<object, Mark>) {
    this.#foreign = new ForeignRests(FAMILY, 'CycloneDX', losses);
    this.rank = rank;
    this.losses = losses;
    this.marks = marks;
  }

  /** Fields of the model with the rest of the format; a rest of another format is lost. */
  object(fields: MutableJson, holder: { readonly rest?: BomRest }, path: string): MutableJson {
    if (holder.rest === undefined) {
      this.marks.set(fields, { path, rest: NO_KEYS });
      return fields;
    }
    const own = restOf(holder, FAMILY);
    this.foreign(holder, path);
    const object: MutableJson = { ...fields, ...own };
    this.marks.set(object, { path, rest: new Set(Object.keys(own)) });
    return object;
  }

  /** Reports what only another format says. */
  foreign(holder: { readonly rest?: BomRest }, path: string): void {
    this.#foreign.of(holder, path);
  }

  hash({ algorithm, value }: BomHash): JsonMap {
    return { alg: algorithm, content: value };
  }

  /** Those that this version has, as a list or nothing; the others are for the caller to carry. */
  hashes(hashes: readonly BomHash[], path: string): { readonly hashes?: JsonValue } {
    const fitting = hashes.filter((hash) => this.hasHash(hash));
    for (const [index, hash] of hashes.entries())
      if (!this.hasHash(hash))
        this.losses.add(pointer(path, 'hashes', index), `CycloneDX has no ${hash.algorithm} here`);
    return fitting.length === 0 ? {} : { hashes: fitting.map((hash) => this.hash(hash)) };
  }

  hasHash({ algorithm }: BomHash): boolean {
    const { cyclonedx } = bomHashRow(algorithm);
    return cyclonedx !== undefined && versionRank(cyclonedx) <= this.rank;
  }

  property(property: BomProperty, path: string): JsonMap {
    const empty = property.value === '' && property.rest === undefined;
    return this.object(
      {
        name: property.name,
        ...(empty ? {} : optional('value', property.value === '' ? undefined : property.value)),
      },
      property,
      path,
    );
  }

  text({ content, contentType, encoding }: BomText): JsonMap {
    return { ...optional('contentType', contentType), ...optional('encoding', encoding), content };
  }

  reference(reference: BomExternalReference, path: string): JsonMap {
    const known = this.hasWord('externalReferenceType', reference.type);
    if (!known) this.losses.add(pointer(path, 'type'), `CycloneDX has no such type; “other” was written`);
    return this.object(
      {
        type: known ? reference.type : 'other',
        url: reference.url,
        ...optional('comment', reference.comment),
        ...this.hashes(reference.hashes, path),
      },
      reference,
      path,
    );
  }

  references(
    references: readonly BomExternalReference[],
    path: string,
  ): { readonly externalReferences?: JsonValue } {
    if (references.length === 0) return {};
    return {
      externalReferences: references.map((reference, index) =>
        this.reference(reference, pointer(path, 'externalReferences', index)),
      ),
    };
  }

  hasWord(vocabulary: string, word: string): boolean {
    const since = VOCABULARIES.get(vocabulary)?.get(word);
    return since !== undefined && since <= this.rank;
  }

  contact(contact: BomContact, path: string): JsonMap {
    const { name, email, phone } = contact;
    return this.object(
      { ...optional('name', name), ...optional('email', email), ...optional('phone', phone) },
      contact,
      path,
    );
  }

  organization(party: BomParty, path: string): JsonMap {
    const contacts = party.contacts.map((contact, index) =>
      this.contact(contact, pointer(path, 'contacts', index)),
    );
    return this.object(
      {
        ...optional('bom-ref', party.ref),
        ...optional('name', party.name),
        ...(party.urls.length === 0 ? {} : { url: party.urls }),
        ...(contacts.length === 0 ? {} : { contact: contacts }),
      },
      party,
      path,
    );
  }

  person(party: BomParty, path: string): JsonMap {
    return this.object(
      {
        ...optional('bom-ref', party.ref),
        ...optional('name', party.name),
        ...optional('email', party.email),
        ...optional('phone', party.phone),
      },
      party,
      path,
    );
  }

  /** An item of `licenses`; null for what CycloneDX has no form for. */
  licence(licence: BomLicence, path: string): JsonMap | null {
    const { kind, value, acknowledgement, text, url } = licence;
    if (kind === 'none' || kind === 'no-assertion') return null;
    const said = { ...optional('acknowledgement', acknowledgement) };
    if (kind === 'expression') {
      if (text !== undefined) this.losses.add(pointer(path, 'text'), 'an expression has no text of its own');
      if (url !== undefined) this.losses.add(pointer(path, 'url'), 'an expression has no address of its own');
      return this.object({ expression: value, ...said }, licence, path);
    }
    const isId = kind === 'id' && VOCABULARIES.get('licenceId')?.has(value) === true;
    if (kind === 'id' && !isId)
      this.losses.add(
        pointer(path, 'kind'),
        'it is not an SPDX id that CycloneDX knows, so it is written as a name',
      );
    const inner = this.object(
      {
        ...said,
        ...(isId ? { id: value } : { name: value }),
        ...optional('text', text === undefined ? undefined : this.text(text)),
        ...optional('url', url),
      },
      licence,
      path,
    );
    return { license: inner };
  }
}

const NO_KEYS: ReadonlySet<string> = new Set();

/** A mutable copy of what is not undefined. */
export function entriesOf(fields: { readonly [key: string]: JsonValue | undefined }): MutableJson {
  const result: MutableJson = {};
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (value !== undefined) result[key] = value;
  }
  return result;
}
