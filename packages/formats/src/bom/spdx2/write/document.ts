/** A {@link Bom} as an SPDX 2 document, JSON or tag-value, and what it then no longer says. */
import {
  BOM_DOCUMENT,
  BOM_NO_ASSERTION,
  BOM_NONE,
  type Bom,
  type BomAnnotation,
  type BomComponent,
  type BomProperty,
  type BomRelationship,
  type BomRest,
  type BomWritten,
  bomComponentsByRef,
  bomHashRow,
  type JsonValue,
} from '@theriac/core';
import { contentUuid } from '../../../text/content-id.ts';
import {
  isList,
  isMap,
  type JsonMap,
  type MutableJson,
  optional,
  own,
  restOf,
} from '../../document/json-fields.ts';
import { commentOfProperty } from '../../model/annotation-properties.ts';
import { carryDocument, licenceWord } from '../../model/carried.ts';
import { foreignKeys, Losses, pointer } from '../../model/losses.ts';
import { encodePart } from '../../model/model-json.ts';
import { nestingOf } from '../../model/nesting.ts';
import { SPDX2_SCALARS, SPDX2_WORDS, type Spdx2Version } from '../grammar.ts';
import { SpdxIds } from '../ids.ts';
import { FAMILY, readParty, readTool, writeParty, writeTool } from '../party.ts';
import { writeTagValue } from '../tag-value/write.ts';
import { relationshipToSpdx2, SPDX3_TO_2 } from '../words.ts';
import { type ElementContext, writeElement } from './element.ts';
import { fitSpdx2, type Spdx2Mark } from './fit.ts';

export interface Spdx2Target {
  readonly version: Spdx2Version;
  readonly encoding: 'json' | 'tag-value';
}

const DOCUMENT_ID = 'SPDXRef-DOCUMENT';
/** What a document that does not say when it was made is dated: the same input gives the same bytes. */
const NO_DATE = '1970-01-01T00:00:00Z';

export function writeSpdx2(bom: Bom, { version, encoding }: Spdx2Target): BomWritten {
  const writer = new DocumentWriter(bom, version);
  const document = writer.document();
  const top =
    fitSpdx2(document, 'document', '', { version, marks: writer.marks, losses: writer.losses }) ?? {};
  const text =
    encoding === 'tag-value' ? writeTagValue(top, writer.losses) : `${JSON.stringify(top, null, 2)}\n`;
  return { text, losses: writer.losses.list() };
}

class DocumentWriter {
  readonly losses = new Losses();
  readonly marks = new Map<object, Spdx2Mark>();
  readonly #bom: Bom;
  readonly #version: Spdx2Version;
  readonly #ids: SpdxIds;
  readonly #byRef: ReadonlyMap<string, BomComponent>;
  readonly #properties: BomProperty[] = [];
  readonly #date: string;

  constructor(bom: Bom, version: Spdx2Version) {
    this.#bom = bom;
    this.#version = version;
    this.#ids = new SpdxIds(bom);
    this.#byRef = bomComponentsByRef(bom);
    const form = SPDX2_SCALARS.get('dateTime')?.form;
    this.#date = bom.created !== undefined && form?.test(bom.created) === true ? bom.created : NO_DATE;
  }

  #carry(name: string, owner: Bom = this.#bom): void {
    this.#properties.push(...carryDocument(owner, name));
  }

  #foreign(holder: { readonly rest?: BomRest }, path: string): void {
    if (holder.rest === undefined || holder.rest.format === FAMILY) return;
    for (const key of foreignKeys(holder.rest))
      this.losses.add(pointer(path, 'rest', 'fields', key), 'SPDX 2 has no place for it');
  }

  document(): JsonMap {
    const bom = this.#bom;
    this.#lost();
    const licenceTexts = new Map<string, string>();
    const lists = this.#elements(licenceTexts);
    const { creationInfo: keptCreation, documentDescribes, ...rest } = restOf(bom, FAMILY);
    const describes = isList(documentDescribes)
      ? documentDescribes.filter((id) => typeof id === 'string' && bom.subjects.includes(id))
      : [];
    const relationships = this.#relationships(new Set(describes.map(String)));
    const annotations = this.#annotations();
    const infos = this.#licensingInfos(licenceTexts);
    const refs = this.#externalDocuments();
    const body: MutableJson = {
      spdxVersion: `SPDX-${this.#version}`,
      dataLicense: this.#dataLicence(),
      SPDXID: DOCUMENT_ID,
      name: bom.name ?? this.#nameOfSubject(),
      ...optional('comment', bom.comment),
      ...(refs.length === 0 ? {} : { externalDocumentRefs: refs }),
      creationInfo: this.#creation(isMap(keptCreation) ? keptCreation : {}),
      ...(describes.length === 0 ? {} : { documentDescribes: describes }),
      ...lists,
      ...(infos.length === 0 ? {} : { hasExtractedLicensingInfos: infos }),
      ...(relationships.length === 0 ? {} : { relationships }),
      ...rest,
    };
    // Properties of the document last: by then it is known what has to be carried.
    const carried = [...bom.properties, ...this.#properties].map((property) =>
      this.#propertyAnnotation(property),
    );
    const all = [...annotations, ...carried];
    if (all.length > 0) body.annotations = all;
    body.documentNamespace = this.#namespace(body);
    if (bom.id !== undefined && body.documentNamespace !== bom.id) {
      const [property] = carryDocument(bom, 'theriac:bom:id');
      if (property !== undefined) body.annotations = [...all, this.#propertyAnnotation(property)];
    }
    this.marks.set(body, { path: '', rest: new Set(Object.keys(rest)) });
    return body;
  }

  /** What SPDX 2 says of no document, carried or lost. */
  #lost(): void {
    const bom = this.#bom;
    this.#foreign(bom, '');
    for (const field of ['supplier', 'manufacturer'] as const) {
      this.#carry(`theriac:bom:${field}`);
      const party = bom[field];
      if (party === undefined) continue;
      this.#foreign(party, pointer('', field));
      for (const [index, contact] of party.contacts.entries())
        this.#foreign(contact, pointer('', field, 'contacts', index));
    }
    for (const name of ['version', 'lifecycle', 'composition', 'externalReference'])
      this.#carry(`theriac:bom:${name}`);
    for (const field of [
      'lifecycles',
      'compositions',
      'externalReferences',
      'annotations',
      'tools',
      'authors',
      'properties',
      'dataLicences',
    ] as const)
      for (const [index, item] of bom[field].entries()) this.#foreign(item, pointer('', field, index));
    if (bom.vulnerabilities.length > 0)
      this.losses.add('/vulnerabilities', 'SPDX 2 has no vulnerabilities; write CycloneDX, SPDX 3 or VEX');
    if (bom.created !== undefined && this.#date !== bom.created) this.#carry('theriac:bom:created');
  }

  #nameOfSubject(): string {
    const subject = this.#bom.components.find(({ ref }) => ref === this.#bom.subjects[0]);
    return subject?.name ?? 'unnamed';
  }

  #dataLicence(): string {
    const [first, ...more] = this.#bom.dataLicences;
    // The specification wants CC0-1.0 and nothing else (§6.2); what a document says otherwise is carried.
    const word = first === undefined ? 'CC0-1.0' : licenceWord(first);
    const plain = more.length === 0 && first !== undefined && first.acknowledgement === undefined;
    const kept = plain && first.text === undefined && first.url === undefined && first.kind !== 'name';
    if (first !== undefined && !kept) this.#carry('theriac:bom:dataLicence');
    return kept && word !== '' ? word : 'CC0-1.0';
  }

  #creation(kept: JsonMap): JsonMap {
    const { authors, tools } = this.#bom;
    const people = authors.map(writeParty);
    const machines = tools.map(writeTool);
    const samePeople = authors.every((author, index) => same(author, readParty(people[index] ?? '')));
    const sameTools = tools.every((tool, index) => same(tool, readTool(machines[index] ?? '')));
    if (!samePeople) this.#carry('theriac:bom:author');
    if (!sameTools) this.#carry('theriac:bom:tool');
    const creators = [...machines, ...people];
    const fields: JsonMap = {
      creators: creators.length === 0 ? ['Tool: theriac'] : creators,
      created: this.#date,
    };
    const info: JsonMap = { ...fields, ...kept };
    this.marks.set(info, { path: '/rest/fields/creationInfo', rest: new Set() });
    return info;
  }

  #elements(licenceTexts: Map<string, string>): { [list: string]: JsonMap[] } {
    const bom = this.#bom;
    const context: ElementContext = {
      version: this.#version,
      ids: this.#ids,
      losses: this.losses,
      marks: this.marks,
      licenceTexts,
      explained: new Set(bom.licenceTexts.map(({ id }) => id)),
    };
    const lists: { [list: string]: JsonMap[] } = {};
    for (const component of bom.components) {
      const { list, object, properties } = writeElement(component, context);
      if (properties.length > 0) object.annotations = properties.map((p) => this.#propertyAnnotation(p));
      const files = own(object, 'hasFiles');
      if (isList(files)) object.hasFiles = files.filter((id) => this.#isListed(id, component.ref));
      this.#elementsById.set(component.ref, object);
      const known = lists[list];
      if (known === undefined) lists[list] = [object];
      else known.push(object);
    }
    return lists;
  }
  readonly #elementsById = new Map<string, MutableJson>();

  /** A file that a package lists stands in it, or in another that lists it as well; else somebody moved it. */
  #isListed(id: JsonValue, parent: string): boolean {
    const child = typeof id === 'string' ? this.#byRef.get(id) : undefined;
    if (child === undefined || child.parent === undefined) return false;
    if (child.parent === parent) return true;
    const other = this.#byRef.get(child.parent);
    const files = other === undefined ? undefined : own(restOf(other, FAMILY), 'hasFiles');
    return isList(files) && files.includes(child.ref);
  }

  #propertyAnnotation(property: BomProperty): JsonMap {
    return {
      annotator: 'Tool: theriac',
      annotationDate: this.#date,
      annotationType: 'OTHER',
      comment: commentOfProperty(property),
    };
  }

  #relationships(listed: ReadonlySet<string>): JsonMap[] {
    const bom = this.#bom;
    const result: JsonMap[] = [];
    const add = (from: string, type: string, to: string, comment?: string): void => {
      result.push({
        spdxElementId: from,
        relationshipType: type,
        relatedSpdxElement: to,
        ...optional('comment', comment),
      });
    };
    for (const subject of bom.subjects)
      if (!listed.has(subject)) add(DOCUMENT_ID, 'DESCRIBES', this.#ids.of(subject));
    this.#nesting(add);
    for (const [index, relationship] of bom.relationships.entries()) {
      const path = pointer('', 'relationships', index);
      const written = this.#relationship(relationship, path);
      if (written === null)
        this.#carry('theriac:bom:relationship', { ...bom, relationships: [relationship] });
      else result.push(...written);
    }
    // What a composition says is missing, in the way that readers of SPDX 2 look for it (§11.1).
    for (const { aggregate, dependencies } of bom.compositions) {
      if (!aggregate.startsWith('incomplete') && aggregate !== 'unknown') continue;
      for (const ref of dependencies) {
        const from = this.#ids.end(ref);
        if (from !== null) add(from, 'DEPENDS_ON', BOM_NO_ASSERTION, `The list is said to be ${aggregate}.`);
      }
    }
    return result;
  }

  /** `CONTAINS` for every parent, unless the package lists the file itself. */
  #nesting(add: (from: string, type: string, to: string) => void): void {
    const { children } = nestingOf(this.#bom, this.losses);
    for (const [parent, inner] of children) {
      if (parent === undefined) continue;
      const files = own(this.#elementsById.get(parent) ?? {}, 'hasFiles');
      const listed = new Set(isList(files) ? files : []);
      for (const child of inner)
        if (!listed.has(this.#ids.of(child.ref)))
          add(this.#ids.of(parent), 'CONTAINS', this.#ids.of(child.ref));
    }
  }

  /** Null when SPDX 2 cannot say it, or would not say all of it. */
  #relationship(relationship: BomRelationship, path: string): JsonMap[] | null {
    const { from, type, to, completeness, scope, comment } = relationship;
    this.#foreign(relationship, path);
    if (completeness !== undefined || scope !== undefined) return null;
    const renamed = SPDX3_TO_2.get(type);
    const word = renamed?.type ?? relationshipToSpdx2(type);
    const since = SPDX2_WORDS.get('relationshipType')?.get(word);
    if (since === undefined || since > this.#version) return null;
    const start = this.#ids.end(from);
    const ends = to.length === 0 ? [BOM_NONE] : to.map((end) => this.#ids.end(end));
    if (start === null || ends.includes(null)) return null;
    // The words of SPDX 3 come back as those of SPDX 2, so the exact one is carried as well.
    if (renamed !== undefined)
      this.#carry('theriac:bom:relationship', { ...this.#bom, relationships: [relationship] });
    return ends.flatMap((end): JsonMap[] => {
      if (end === null) return [];
      const [a, b] = renamed?.swap === true ? [end, start] : [start, end];
      const object: JsonMap = {
        spdxElementId: a,
        relationshipType: word,
        relatedSpdxElement: b,
        ...optional('comment', comment),
        ...restOf(relationship, FAMILY),
      };
      this.marks.set(object, { path, rest: new Set(Object.keys(restOf(relationship, FAMILY))) });
      return [object];
    });
  }

  /** Of the document; those of elements are put where they belong. */
  #annotations(): JsonMap[] {
    const own: JsonMap[] = [];
    for (const [index, annotation] of this.#bom.annotations.entries()) {
      const written = this.#annotation(annotation, pointer('', 'annotations', index));
      const [subject] = annotation.subjects;
      const target = subject === undefined ? undefined : this.#elementsById.get(subject);
      if (written === null || (target === undefined && subject !== BOM_DOCUMENT))
        this.#carry('theriac:bom:annotation', { ...this.#bom, annotations: [annotation] });
      else if (target === undefined) own.push(written);
      else target.annotations = [...listIn(target, 'annotations'), written];
    }
    return own;
  }

  #annotation(annotation: BomAnnotation, path: string): JsonMap | null {
    const { subjects, annotator, timestamp, type, text } = annotation;
    const word = (type ?? 'other').toUpperCase();
    const kept = restOf(annotation, FAMILY);
    const party = annotator === undefined ? undefined : writeParty(annotator);
    if (subjects.length !== 1 || timestamp === undefined || !['OTHER', 'REVIEW'].includes(word)) return null;
    if (SPDX2_SCALARS.get('dateTime')?.form.test(timestamp) !== true) return null;
    if (party === undefined && typeof own(kept, 'annotator') !== 'string') return null;
    if (annotator !== undefined && party !== undefined && !same(annotator, readParty(party))) return null;
    const object: JsonMap = {
      ...optional('annotator', party),
      annotationDate: timestamp,
      annotationType: word,
      comment: text,
      ...kept,
    };
    this.marks.set(object, { path, rest: new Set(Object.keys(kept)) });
    return object;
  }

  #licensingInfos(made: ReadonlyMap<string, string>): JsonMap[] {
    const written = this.#bom.licenceTexts.map((licence, index) => {
      const path = pointer('', 'licenceTexts', index);
      this.#foreign(licence, path);
      const kept = restOf(licence, FAMILY);
      const object: JsonMap = {
        licenseId: licence.id,
        extractedText: licence.text,
        ...optional('name', licence.name),
        ...(licence.seeAlso.length === 0 ? {} : { seeAlsos: licence.seeAlso }),
        ...optional('comment', licence.comment),
        ...kept,
      };
      this.marks.set(object, { path, rest: new Set(Object.keys(kept)) });
      return object;
    });
    const known = new Set(this.#bom.licenceTexts.map(({ id }) => id));
    const more = [...made]
      .filter(([id]) => !known.has(id))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([licenseId, extractedText]): JsonMap => ({
          licenseId,
          extractedText,
          name: extractedText.slice(0, 200),
        }),
      );
    return [...written, ...more];
  }

  #externalDocuments(): JsonMap[] {
    return this.#bom.externalDocuments.flatMap((document, index): JsonMap[] => {
      const path = pointer('', 'externalDocuments', index);
      this.#foreign(document, path);
      const kept = restOf(document, FAMILY);
      const [hash, ...more] = document.hashes;
      const algorithm = hash === undefined ? undefined : bomHashRow(hash.algorithm).spdx2;
      const since = algorithm === undefined ? undefined : SPDX2_WORDS.get('algorithm')?.get(algorithm);
      const fits = since !== undefined && since <= this.#version && more.length === 0;
      const valid = SPDX2_SCALARS.get('documentRefId')?.form.test(document.id) === true;
      if (!valid || (!fits && !Object.hasOwn(kept, 'checksum'))) {
        this.#carry('theriac:bom:externalDocument', { ...this.#bom, externalDocuments: [document] });
        return [];
      }
      const object: JsonMap = {
        externalDocumentId: document.id,
        spdxDocument: document.uri,
        ...(hash === undefined || algorithm === undefined
          ? {}
          : { checksum: { algorithm, checksumValue: hash.value } }),
        ...kept,
      };
      this.marks.set(object, { path, rest: new Set(Object.keys(kept)) });
      return [object];
    });
  }

  #namespace(body: JsonMap): string {
    const { id } = this.#bom;
    if (id !== undefined && SPDX2_SCALARS.get('namespace')?.form.test(id) === true) return id;
    return `https://spdx.org/spdxdocs/theriac-${contentUuid(JSON.stringify(body))}`;
  }
}

function listIn(owner: JsonMap, key: string): readonly JsonValue[] {
  const value = own(owner, key);
  return isList(value) ? value : [];
}

/** Whether a part comes back as it went in, but for its rest. */
function same(part: object, back: object | undefined): boolean {
  const text = (one: object): string =>
    encodePart(Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))));
  return back !== undefined && text(part) === text(back);
}
