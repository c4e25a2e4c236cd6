/** A component of the model as a package, file or snippet of SPDX 2; what has no field there becomes annotations. */
import {
  type BomComponent,
  type BomHash,
  type BomParty,
  type BomProperty,
  bomComponentName,
  bomHashRow,
} from '@theriac/core';
import { type JsonMap, type MutableJson, optional, restOf } from '../../document/json-fields.ts';
import { hashProblem, isCpe, purlProblem } from '../../document/meaning/identifiers.ts';
import { carryComponent } from '../../model/carried/index.ts';
import { isDateTime, withTime } from '../../model/dates.ts';
import { pointer } from '../../model/losses.ts';
import { encodePart } from '../../model/model-json.ts';
import { checksumProblem } from '../forms.ts';
import { SPDX2_WORDS } from '../grammar.ts';
import { FAMILY, isNameless, readParty, writeParty } from '../party.ts';
import { formProblem, isLocator, OBJECT_RULES } from '../text-rules.ts';
import { PURPOSES } from '../words.ts';
import type { ElementContext, WrittenElement } from './element-context.ts';
import { licenceFields } from './licences.ts';

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
function elementOf(component: BomComponent, context: ElementContext): WrittenElement['list'] {
  if (isFileElement(component)) return 'files';
  const kept = restOf(component, FAMILY);
  // A snippet is a range of bytes of a file (§9.2, §9.3).
  if (component.element === 'snippet' || (component.element === undefined && component.kind === 'snippet'))
    return isSnippet(kept, context) ? 'snippets' : 'packages';
  return 'packages';
}

/** A file must have a relative path (§8.1) and a SHA-1 (§8.4), and one that has a purl is a package. */
export function isFileElement({ element, kind, purl, name, hashes }: BomComponent): boolean {
  const isFile = element === undefined ? kind === 'file' && purl === undefined : element === 'file';
  return (
    isFile &&
    formProblem('file', 'fileName', name) === undefined &&
    hashes.some(
      ({ algorithm, value }) => algorithm === 'SHA-1' && hashProblem({ algorithm: 'SHA1', value }) === null,
    )
  );
}

function isSnippet(kept: JsonMap, { isFile, version }: ElementContext): boolean {
  const from = kept.snippetFromFile;
  if (typeof from !== 'string' || !isFile(from)) return false;
  if (kept.ranges === undefined) return version === '2.2';
  return (OBJECT_RULES.get('snippet') ?? []).every(({ broken }) => broken(kept) === undefined);
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
    this.#list = elementOf(component, context);
  }

  #carry(name: string, owner: BomComponent = this.#component): void {
    for (const one of carryComponent(owner, name)) this.#properties.push(one);
  }

  write(): WrittenElement {
    const c = this.#component;
    for (const one of c.properties) this.#properties.push(one);
    for (const property of c.properties)
      this.#context.foreign.of(property, pointer(this.#path, 'properties'));
    const id = this.#context.ids.of(c.ref);
    if (id !== c.ref) this.#properties.push({ name: 'theriac:bom:ref', value: c.ref });
    for (const name of ALWAYS_CARRIED) this.#carry(name);
    const rest = restOf(c, FAMILY);
    const { foreign } = this.#context;
    foreign.of(c, this.#path);
    if (c.evidence !== undefined) foreign.of(c.evidence, pointer(this.#path, 'evidence'));
    foreign.each(c.evidence?.occurrences ?? [], pointer(this.#path, 'evidence', 'occurrences'));
    for (const field of ['supplier', 'manufacturer'] as const)
      foreign.party(c[field], pointer(this.#path, field));
    foreign.parties(c.authors, pointer(this.#path, 'authors'));
    foreign.each(c.ids, pointer(this.#path, 'ids'));
    const fields: JsonMap = {
      SPDXID: id,
      ...this.#own(),
      ...licenceFields({
        component: c,
        context: this.#context,
        path: this.#path,
        list: this.#list,
        carry: (name) => this.#carry(name),
      }),
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

  /** The fields that packages, files and snippets do not share. */
  #own(): JsonMap {
    const c = this.#component;
    if (this.#list === 'packages') {
      if (c.element !== undefined && c.element !== 'package') this.#carry('theriac:bom:element');
      return this.#package();
    }
    for (const name of PACKAGE_ONLY) this.#carry(name);
    this.#carry('theriac:bom:purl');
    if (c.kind !== (this.#list === 'files' ? 'file' : 'snippet')) this.#carry('theriac:bom:kind');
    return this.#list === 'files' ? { fileName: this.#fileName(c.name) } : { name: c.name };
  }

  /** §8.1: relative to the package. */
  #fileName(name: string): string {
    if (!name.startsWith('/')) return name;
    this.#carry('theriac:bom:name');
    return `.${name}`;
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
      name: this.#name(bomComponentName(c)),
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

  #name(name: string): string {
    if (name.trim() !== '') return name;
    this.#carry('theriac:bom:name');
    return 'unnamed';
  }

  /** SPDX dates have a time and end with Z. */
  #date(key: string, value: string | undefined, carrier: string): JsonMap {
    if (value === undefined) return {};
    const exact = withTime(value);
    if (exact !== value) this.#carry(carrier);
    if (isDateTime(exact)) return { [key]: exact };
    this.#carry(carrier);
    return {};
  }

  #party(key: 'supplier', party: BomParty | undefined): JsonMap {
    if (party === undefined) return {};
    const text = writeParty(party);
    if (isNameless(party) || !isSame(party, readParty(text))) this.#carry('theriac:bom:supplier');
    return isNameless(party) ? {} : { [key]: text };
  }

  #originator(): JsonMap {
    const { authors } = this.#component;
    const [first] = authors;
    if (first === undefined) return {};
    const text = writeParty(first);
    if (authors.length > 1 || isNameless(first) || !isSame(first, readParty(text)))
      this.#carry('theriac:bom:author');
    return isNameless(first) ? {} : { originator: text };
  }

  #references(): JsonMap {
    const c = this.#component;
    const rest = restOf(c, FAMILY);
    const refs: JsonMap[] = [];
    const manager = this.#context.version === '2.2' ? 'PACKAGE_MANAGER' : 'PACKAGE-MANAGER';
    const add = (referenceCategory: string, referenceType: string, referenceLocator: string): void => {
      refs.push({ referenceCategory, referenceType, referenceLocator });
    };
    if (c.purl !== undefined) {
      if (purlProblem(c.purl) === null && !/\s/.test(c.purl)) add(manager, 'purl', c.purl);
      else this.#carry('theriac:bom:purl');
    }
    for (const cpe of c.cpes) {
      if (!isCpe(cpe)) this.#carry('theriac:bom:cpe', { ...c, cpes: [cpe] });
      else add('SECURITY', /^cpe:\//i.test(cpe) ? 'cpe22Type' : 'cpe23Type', cpe);
    }
    for (const id of c.ids) {
      const type = id.type === 'swhid' ? 'swh' : id.type;
      const persistent = (type === 'swh' || type === 'gitoid') && this.#context.version !== '2.2';
      if (
        /\s/.test(id.value) ||
        !(persistent || type === 'swid' || type === 'purl') ||
        !isLocator(type, id.value)
      )
        this.#carry('theriac:bom:id', { ...c, ids: [id] });
      else add(persistent ? 'PERSISTENT-ID' : type === 'purl' ? manager : 'SECURITY', type, id.value);
    }
    const result: MutableJson = {};
    for (const [index, reference] of c.externalReferences.entries()) {
      const { type, url, comment, hashes } = reference;
      const path = pointer(this.#path, 'externalReferences', index);
      this.#context.foreign.of(reference, path);
      const kept = restOf(reference, FAMILY);
      const key = type === 'distribution' ? 'downloadLocation' : type === 'website' ? 'homepage' : undefined;
      const plain = comment === undefined && hashes.length === 0 && Object.keys(kept).length === 0;
      const form = key === undefined ? undefined : formProblem('package', key, url);
      if (
        key !== undefined &&
        form === undefined &&
        plain &&
        result[key] === undefined &&
        rest[key] === undefined
      )
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
    const firstSha1 = c.hashes.find(({ algorithm }) => algorithm === 'SHA-1');
    const checksums = c.hashes.flatMap((hash: BomHash): JsonMap[] => {
      const name = bomHashRow(hash.algorithm).spdx2;
      const since = name === undefined ? undefined : words?.get(name);
      const value = hash.value.toLowerCase();
      const isWhole =
        name !== undefined &&
        hashProblem({ algorithm: name, value }) === null &&
        checksumProblem(name, value) === undefined &&
        // A file has one SHA-1 (§8.4).
        !(this.#list === 'files' && name === 'SHA1' && hash !== firstSha1);
      if (isWhole && since !== undefined && since <= this.#context.version)
        return [{ algorithm: name, checksumValue: value }];
      this.#carry('theriac:bom:hash', { ...c, hashes: [hash] });
      return [];
    });
    return checksums.length === 0 ? {} : { checksums };
  }
}

function isSame(party: BomParty, back: BomParty | undefined): boolean {
  const text = ({ kind, name, email, phone, urls, contacts, ref }: BomParty): string =>
    encodePart([kind, name ?? '', email ?? '', phone ?? '', urls, contacts, ref ?? '']);
  return back !== undefined && text(party) === text(back);
}
