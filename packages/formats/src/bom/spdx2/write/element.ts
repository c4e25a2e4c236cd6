/** A component of the model as a package, file or snippet of SPDX 2; what has no field there becomes annotations. */
import {
  type BomComponent,
  type BomHash,
  type BomLicence,
  type BomParty,
  type BomProperty,
  bomComponentName,
  bomHashRow,
  type JsonValue,
} from '@theriac/core';
import { shortHash } from '../../../text/content-id.ts';
import { type JsonMap, type MutableJson, optional, restOf } from '../../document/json-fields.ts';
import { carryComponent } from '../../model/carried.ts';
import { foreignKeys, type Losses, pointer } from '../../model/losses.ts';
import { encodePart } from '../../model/model-json.ts';
import { licenceExpression } from '../../model/spdx-licence.ts';
import { SPDX2_WORDS, type Spdx2Version } from '../grammar.ts';
import { type SpdxIds, slug } from '../ids.ts';
import { FAMILY, readParty, writeParty } from '../party.ts';
import { readLicenceText } from '../read/parts.ts';
import { PURPOSES } from '../words.ts';
import type { Spdx2Mark } from './fit.ts';

export interface ElementContext {
  readonly version: Spdx2Version;
  readonly ids: SpdxIds;
  readonly losses: Losses;
  readonly marks: Map<object, Spdx2Mark>;
  /** Licences that are on no list, by id, for the document to explain. */
  readonly licenceTexts: Map<string, string>;
  /** Ids that the document explains already. */
  readonly explained: ReadonlySet<string>;
}

export interface WrittenElement {
  readonly list: 'packages' | 'files' | 'snippets';
  readonly object: MutableJson;
  /** To be said in annotations of the element. */
  readonly properties: readonly BomProperty[];
}

/** Fields that SPDX 2 has in no version. */
const ALWAYS_CARRIED: readonly string[] = [
  'theriac:support:level',
  'theriac:support:saidBy',
  'bsi:component:executable',
  'bsi:component:archive',
  'bsi:component:structured',
  'theriac:bom:group',
  'theriac:bom:publisher',
  'theriac:bom:manufacturer',
  'theriac:bom:scope',
  'theriac:bom:swid',
  'theriac:bom:occurrence',
  'theriac:bom:copyrightFound',
];

/** Those that only packages have. */
const PACKAGE_ONLY: readonly string[] = [
  'theriac:bom:version',
  'theriac:bom:supplier',
  'theriac:bom:author',
  'theriac:bom:summary',
  'theriac:bom:description',
  'theriac:bom:cpe',
  'theriac:bom:id',
  'theriac:bom:externalReference',
  'bsi:component:filename',
  'cdx:lifecycle:milestone:endOfSupport',
  'theriac:bom:built',
  'theriac:bom:released',
];

/** Which element of SPDX 2 a component is. */
function elementOf(component: BomComponent): WrittenElement['list'] {
  if (component.element !== undefined) return `${component.element}s`;
  const kept = restOf(component, FAMILY);
  if (component.kind === 'snippet') return Object.hasOwn(kept, 'snippetFromFile') ? 'snippets' : 'packages';
  // A file needs a checksum, and one that has a purl is a package.
  const isFile = component.kind === 'file' && component.purl === undefined;
  return isFile && component.hashes.some(({ algorithm }) => algorithm === 'SHA-1') ? 'files' : 'packages';
}

export function writeElement(component: BomComponent, context: ElementContext): WrittenElement {
  return new ElementWriter(component, context).write();
}

class ElementWriter {
  readonly #component: BomComponent;
  readonly #context: ElementContext;
  readonly #path: string;
  readonly #list: WrittenElement['list'];
  readonly #properties: BomProperty[] = [];

  constructor(component: BomComponent, context: ElementContext) {
    this.#component = component;
    this.#context = context;
    this.#path = pointer('/components', component.ref);
    this.#list = elementOf(component);
  }

  #carry(name: string, owner: BomComponent = this.#component): void {
    this.#properties.push(...carryComponent(owner, name));
  }

  write(): WrittenElement {
    const c = this.#component;
    this.#properties.push(...c.properties);
    for (const property of c.properties) this.#foreign(property, pointer(this.#path, 'properties'));
    const id = this.#context.ids.of(c.ref);
    if (id !== c.ref) this.#properties.push({ name: 'theriac:bom:ref', value: c.ref });
    for (const name of ALWAYS_CARRIED) this.#carry(name);
    const rest = restOf(c, FAMILY);
    this.#foreign(c, this.#path);
    if (c.evidence !== undefined) this.#foreign(c.evidence, pointer(this.#path, 'evidence'));
    for (const [index, occurrence] of (c.evidence?.occurrences ?? []).entries())
      this.#foreign(occurrence, pointer(this.#path, 'evidence', 'occurrences', index));
    for (const field of ['supplier', 'manufacturer'] as const) {
      const party = c[field];
      if (party !== undefined) this.#foreignParty(party, pointer(this.#path, field));
    }
    for (const [index, author] of c.authors.entries())
      this.#foreignParty(author, pointer(this.#path, 'authors', index));
    for (const [index, one] of c.ids.entries()) this.#foreign(one, pointer(this.#path, 'ids', index));
    const fields: JsonMap = {
      SPDXID: id,
      ...this.#own(),
      ...this.#licences(),
      ...this.#hashes(),
      ...optional('copyrightText', c.copyright),
      ...optional('comment', c.comment),
    };
    const object: MutableJson = { ...fields, ...rest };
    if (rest.licenseConcluded === undefined && fields.licenseConcluded !== undefined)
      object.licenseConcluded = fields.licenseConcluded;
    this.#context.marks.set(object, { path: this.#path, rest: new Set(Object.keys(rest)) });
    return { list: this.#list, object, properties: this.#properties };
  }

  #foreign(holder: { readonly rest?: BomComponent['rest'] }, path: string): void {
    const { rest } = holder;
    if (rest === undefined || rest.format === FAMILY) return;
    for (const key of foreignKeys(rest))
      this.#context.losses.add(pointer(path, 'rest', 'fields', key), 'SPDX 2 has no place for it');
  }

  #foreignParty(party: BomParty, path: string): void {
    this.#foreign(party, path);
    for (const [index, contact] of party.contacts.entries())
      this.#foreign(contact, pointer(path, 'contacts', index));
  }

  /** The fields that packages, files and snippets do not share. */
  #own(): JsonMap {
    const c = this.#component;
    if (this.#list === 'packages') return this.#package();
    for (const name of PACKAGE_ONLY) this.#carry(name);
    this.#carry('theriac:bom:purl');
    if (c.kind !== (this.#list === 'files' ? 'file' : 'snippet')) this.#carry('theriac:bom:kind');
    return this.#list === 'files' ? { fileName: c.name } : { name: c.name };
  }

  #package(): JsonMap {
    const c = this.#component;
    const purpose = PURPOSES.find(([, kind]) => kind === c.kind)?.[0];
    const hasPurpose = this.#context.version !== '2.2';
    if (c.kind !== 'unknown' && (purpose === undefined || !hasPurpose)) this.#carry('theriac:bom:kind');
    const dates = hasPurpose
      ? {
          ...this.#date('builtDate', c.built, 'theriac:bom:built'),
          ...this.#date('releaseDate', c.released, 'theriac:bom:released'),
          ...this.#date('validUntilDate', c.support?.endOfSupport, 'cdx:lifecycle:milestone:endOfSupport'),
        }
      : {};
    if (!hasPurpose)
      for (const name of [
        'theriac:bom:built',
        'theriac:bom:released',
        'cdx:lifecycle:milestone:endOfSupport',
      ])
        this.#carry(name);
    const addresses = this.#references();
    return {
      name: bomComponentName(c),
      ...optional('versionInfo', c.version),
      ...optional('packageFileName', c.file?.name),
      ...this.#party('supplier', c.supplier),
      ...this.#originator(),
      ...optional('summary', c.summary),
      ...optional('description', c.description),
      ...addresses,
      ...dates,
      ...(hasPurpose ? optional('primaryPackagePurpose', purpose) : {}),
    };
  }

  /** SPDX dates have a time and end with Z. */
  #date(key: string, value: string | undefined, carrier: string): JsonMap {
    if (value === undefined) return {};
    const iso = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value;
    if (iso !== value) this.#carry(carrier);
    if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(iso)) return { [key]: iso };
    this.#carry(carrier);
    return {};
  }

  #party(key: 'supplier', party: BomParty | undefined): JsonMap {
    if (party === undefined) return {};
    const text = writeParty(party);
    if (!isSame(party, readParty(text))) this.#carry('theriac:bom:supplier');
    return { [key]: text };
  }

  #originator(): JsonMap {
    const { authors } = this.#component;
    const [first] = authors;
    if (first === undefined) return {};
    const text = writeParty(first);
    if (authors.length > 1 || !isSame(first, readParty(text))) this.#carry('theriac:bom:author');
    return { originator: text };
  }

  #references(): JsonMap {
    const c = this.#component;
    const rest = restOf(c, FAMILY);
    const refs: JsonMap[] = [];
    const manager = this.#context.version === '2.2' ? 'PACKAGE_MANAGER' : 'PACKAGE-MANAGER';
    const add = (referenceCategory: string, referenceType: string, referenceLocator: string): void => {
      refs.push({ referenceCategory, referenceType, referenceLocator });
    };
    if (c.purl !== undefined) add(manager, 'purl', c.purl);
    for (const cpe of c.cpes) {
      if (/\s/.test(cpe)) this.#carry('theriac:bom:cpe', { ...c, cpes: [cpe] });
      else add('SECURITY', cpe.startsWith('cpe:/') ? 'cpe22Type' : 'cpe23Type', cpe);
    }
    for (const id of c.ids) {
      const type = id.type === 'swhid' ? 'swh' : id.type;
      const persistent = (type === 'swh' || type === 'gitoid') && this.#context.version !== '2.2';
      if (/\s/.test(id.value) || !(persistent || type === 'swid' || type === 'purl'))
        this.#carry('theriac:bom:id', { ...c, ids: [id] });
      else add(persistent ? 'PERSISTENT-ID' : type === 'purl' ? manager : 'SECURITY', type, id.value);
    }
    const result: MutableJson = {};
    for (const [index, reference] of c.externalReferences.entries()) {
      const { type, url, comment, hashes } = reference;
      const path = pointer(this.#path, 'externalReferences', index);
      this.#foreign(reference, path);
      const kept = restOf(reference, FAMILY);
      const key = type === 'distribution' ? 'downloadLocation' : type === 'website' ? 'homepage' : undefined;
      const plain = comment === undefined && hashes.length === 0 && Object.keys(kept).length === 0;
      if (key !== undefined && plain && result[key] === undefined && rest[key] === undefined)
        result[key] = url;
      else if (hashes.length > 0 || /\s/.test(url) || /\s/.test(type) || type === '')
        this.#carry('theriac:bom:externalReference', { ...c, externalReferences: [reference] });
      else
        refs.push({
          referenceCategory: 'OTHER',
          referenceType: type,
          referenceLocator: url,
          ...optional('comment', comment),
          ...kept,
        });
    }
    if (refs.length > 0) result.externalRefs = refs;
    return result;
  }

  #hashes(): JsonMap {
    const c = this.#component;
    const words = SPDX2_WORDS.get('algorithm');
    const checksums = c.hashes.flatMap((hash: BomHash): JsonMap[] => {
      const name = bomHashRow(hash.algorithm).spdx2;
      const since = name === undefined ? undefined : words?.get(name);
      if (name !== undefined && since !== undefined && since <= this.#context.version)
        return [{ algorithm: name, checksumValue: hash.value }];
      this.#carry('theriac:bom:hash', { ...c, hashes: [hash] });
      return [];
    });
    return checksums.length === 0 ? {} : { checksums };
  }

  /** Declared and concluded licences as expressions; what does not come back as it went in is carried too. */
  #licences(): JsonMap {
    const c = this.#component;
    const said = (acknowledgement: 'declared' | 'concluded'): BomLicence[] =>
      c.licences.filter((l) => (l.acknowledgement ?? 'declared') === acknowledgement);
    const declared = this.#expression(said('declared'));
    const concluded = this.#expression(said('concluded'));
    for (const [index, licence] of c.licences.entries())
      this.#foreign(licence, pointer(this.#path, 'licences', index));
    const back = [
      ...(declared === undefined || this.#list !== 'packages' ? [] : [readLicenceText(declared, 'declared')]),
      ...(concluded === undefined ? [] : [readLicenceText(concluded, 'concluded')]),
    ];
    if (!sameLicences(c.licences, back)) this.#carry('theriac:bom:licences');
    const found = c.evidence?.licences ?? [];
    for (const [index, licence] of found.entries())
      this.#foreign(licence, pointer(this.#path, 'evidence', 'licences', index));
    const texts = found.map((licence) => this.#expression([licence]) ?? 'NOASSERTION');
    const foundBack = texts.map((text) => readLicenceText(text));
    if (!sameLicences(found, foundBack)) this.#carry('theriac:bom:licenceFound');
    const key = {
      packages: 'licenseInfoFromFiles',
      files: 'licenseInfoInFiles',
      snippets: 'licenseInfoInSnippets',
    };
    const infos: JsonValue = texts;
    return {
      ...(this.#list === 'packages' ? optional('licenseDeclared', declared) : {}),
      ...optional('licenseConcluded', concluded),
      ...(texts.length === 0 ? {} : { [key[this.#list]]: infos }),
    };
  }

  /** Statements that stand side by side are taken to hold together, which is the stricter reading. */
  #expression(licences: readonly BomLicence[]): string | undefined {
    const [first, ...more] = licences;
    if (first === undefined) return undefined;
    if (more.length === 0) return this.#word(first);
    const words = [...new Set(licences.map((l) => this.#word(l)))].filter(
      (w) => w !== 'NONE' && w !== 'NOASSERTION',
    );
    if (words.length === 0) return 'NOASSERTION';
    return words.length === 1 ? words[0] : words.map((w) => (/ OR /i.test(w) ? `(${w})` : w)).join(' AND ');
  }

  #word({ kind, value, text }: BomLicence): string {
    if (kind === 'none') return 'NONE';
    if (kind === 'no-assertion') return 'NOASSERTION';
    if (kind === 'expression' || kind === 'id') {
      // References that the document explains are good; anything else has to be an expression of known ids.
      if (readsAsExpression(value, this.#context.explained)) return value;
    }
    const id = `LicenseRef-${slug(value)}-${shortHash(value.toWellFormed())}`;
    this.#context.licenceTexts.set(id, text?.content ?? (value === '' ? 'NOASSERTION' : value));
    return id;
  }
}

/** Ids, references and operators, in any mixture; whether it is well formed is for validation to say. */
function readsAsExpression(value: string, explained: ReadonlySet<string>): boolean {
  if (licenceExpression(value) !== null) return true;
  const tokens = value.split(/[\s()]+/).filter((token) => token !== '');
  return (
    tokens.length > 0 &&
    tokens.every(
      (token) =>
        /^(?:AND|OR|WITH)$/i.test(token) ||
        explained.has(token) ||
        /^(?:DocumentRef-[A-Za-z0-9.+-]+:)?LicenseRef-[A-Za-z0-9.-]+$/.test(token) ||
        /^[A-Za-z0-9.-]+\+?$/.test(token),
    ) &&
    (tokens.length === 1 || tokens.some((token) => /^(?:AND|OR|WITH)$/i.test(token)))
  );
}

function isSame(party: BomParty, back: BomParty | undefined): boolean {
  const text = ({ kind, name, email, phone, urls, contacts, ref }: BomParty): string =>
    encodePart([kind, name ?? '', email ?? '', phone ?? '', urls, contacts, ref ?? '']);
  return back !== undefined && text(party) === text(back);
}

function sameLicences(licences: readonly BomLicence[], back: readonly BomLicence[]): boolean {
  const text = ({ kind, value, acknowledgement, text: full, url }: BomLicence): string =>
    JSON.stringify([kind, value, acknowledgement ?? '', full ?? null, url ?? null]);
  const a = licences.map(text).sort();
  const b = back.map(text).sort();
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
