/**
 * A {@link Bom} as an SPDX 3.0.1 document, and what it then no longer says. Elements that were kept as they are go
 * out as they came, as long as the model still says what follows from them; else they are written anew.
 */
import type {
  Bom,
  BomAnnotation,
  BomComponent,
  BomLicence,
  BomParty,
  BomProperty,
  BomRelationship,
  BomRest,
  BomTool,
  BomWritten,
  JsonValue,
} from '@theriac/core';
import { shortHash } from '../../../text/content-id.ts';
import {
  isList,
  isMap,
  type JsonMap,
  type MutableJson,
  optional,
  own,
  restOf,
} from '../../document/json-fields.ts';
import { carryDocument } from '../../model/carried.ts';
import { foreignKeys, Losses, pointer } from '../../model/losses.ts';
import { encodePart } from '../../model/model-json.ts';
import { nestingOf } from '../../model/nesting.ts';
import { SPDX2_TO_3 } from '../from-spdx2.ts';
import { isIri, Spdx3Ids } from '../ids.ts';
import { inherits, SPDX3_VOCABULARIES } from '../model.ts';
import { extensionOf, propertiesOf } from '../properties.ts';
import { externalDocumentsOf, licenceTextOf, lifecyclesOf, subjectsOf } from '../read/document.ts';
import { Graph, idOf, textsOf, typeOf } from '../read/graph.ts';
import { FAMILY, NO_ASSERTION_ELEMENT, NONE_ELEMENT, SBOM_TYPES, SPDX3_CONTEXT } from '../words.ts';
import { writeArtifact } from './artifact.ts';
import { writeLicence } from './licence.ts';
import { writeVulnerability } from './vulnerability.ts';

const CREATION = '_:creationinfo';
/** What a document that does not say when it was made is dated: the same input gives the same bytes. */
const NO_DATE = '1970-01-01T00:00:00Z';
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

export function writeSpdx3(bom: Bom): BomWritten {
  const writer = new DocumentWriter(bom);
  const text = `${JSON.stringify(writer.document(), null, 2)}\n`;
  return { text, losses: writer.losses.list() };
}

class DocumentWriter {
  readonly losses = new Losses();
  readonly #bom: Bom;
  readonly #ids: Spdx3Ids;
  readonly #kept: readonly JsonMap[];
  readonly #graph: Graph;
  readonly #elements: JsonMap[] = [];
  readonly #properties: BomProperty[] = [];
  /** Agents, tools and licences that were written, by what they say. */
  readonly #made = new Map<string, string>();
  #creation: JsonValue = CREATION;

  constructor(bom: Bom) {
    this.#bom = bom;
    this.#ids = new Spdx3Ids(bom);
    const { known } = restOf(bom, FAMILY);
    this.#kept = isList(known) ? known.filter(isMap) : [];
    this.#graph = new Graph(this.#kept);
  }

  #carry(name: string, owner: Bom = this.#bom): void {
    this.#properties.push(...carryDocument(owner, name));
  }

  #foreign(holder: { readonly rest?: BomRest }, path: string): void {
    if (holder.rest === undefined || holder.rest.format === FAMILY) return;
    for (const key of foreignKeys(holder.rest))
      this.losses.add(pointer(path, 'rest', 'fields', key), 'SPDX 3 has no place for it');
  }

  document(): JsonMap {
    const bom = this.#bom;
    const rest = restOf(bom, FAMILY);
    const document = this.#kept.find((element) => typeOf(element) === 'SpdxDocument');
    this.#lost();
    const creation = this.#creationInfo(document);
    this.#components();
    this.#relationships();
    this.#annotations();
    const vulnerabilities = this.#vulnerabilities();
    const licences = this.#licenceTexts();
    const others = isList(rest['@graph']) ? rest['@graph'].filter(isMap) : [];
    const kept = this.#kept.filter(
      (element) =>
        !['SpdxDocument', 'software_Sbom', 'security_Vulnerability'].includes(typeOf(element)) &&
        element !== creation.replaced &&
        !this.#dropped.has(element),
    );
    const all = [...creation.made, ...kept, ...this.#elements, ...vulnerabilities, ...licences, ...others];
    const collections = this.#collections(document, all);
    const context = rest['@context'] ?? SPDX3_CONTEXT;
    // A document of one element has no graph around it.
    const whole = [...collections, ...all];
    const [only, ...more] = whole;
    if (rest.form === 'single' && only !== undefined && more.length === 0)
      return { '@context': context, ...only };
    return { '@context': context, '@graph': whole };
  }

  /** What SPDX 3 has no place for, carried or lost. */
  #lost(): void {
    const bom = this.#bom;
    this.#foreign(bom, '');
    for (const field of ['supplier', 'manufacturer'] as const) {
      this.#carry(`theriac:bom:${field}`);
      const party = bom[field];
      if (party !== undefined) this.#foreignParty(party, pointer('', field));
    }
    for (const name of ['version', 'composition', 'externalReference']) this.#carry(`theriac:bom:${name}`);
    if (bom.id !== undefined && bom.id !== this.#ids.document) this.#carry('theriac:bom:id');
    for (const field of [
      'lifecycles',
      'compositions',
      'externalReferences',
      'annotations',
      'tools',
      'properties',
      'dataLicences',
      'licenceTexts',
      'externalDocuments',
    ] as const)
      for (const [index, item] of bom[field].entries()) this.#foreign(item, pointer('', field, index));
    for (const [index, author] of bom.authors.entries())
      this.#foreignParty(author, pointer('', 'authors', index));
  }

  #foreignParty(party: BomParty, path: string): void {
    this.#foreign(party, path);
    for (const [index, contact] of party.contacts.entries())
      this.#foreign(contact, pointer(path, 'contacts', index));
  }

  /** The creation information of the document: as it was, or new. */
  #creationInfo(document: JsonMap | undefined): {
    readonly made: JsonMap[];
    readonly replaced: JsonMap | undefined;
  } {
    const bom = this.#bom;
    const kept = document === undefined ? undefined : own(document, 'creationInfo');
    const resolved = this.#graph.resolve(kept);
    const graph = this.#graph;
    const read = (key: string): readonly JsonValue[] => {
      const value = resolved === undefined ? undefined : own(resolved, key);
      return isList(value) ? value : value === undefined ? [] : [value];
    };
    const same =
      resolved !== undefined &&
      own(resolved, 'created') === bom.created &&
      isSame(
        read('createdBy').flatMap((agent) => graph.party(agent) ?? []),
        bom.authors,
      ) &&
      isSame(
        read('createdUsing').flatMap((tool) => graph.tool(tool) ?? []),
        bom.tools,
      );
    // Documents without a SpdxDocument have the creation information in each element.
    const none = document === undefined && Object.keys(restOf(bom, FAMILY)).length > 0;
    if (same || none) {
      this.#creation = kept ?? CREATION;
      return { made: [], replaced: undefined };
    }
    const authors = bom.authors.map((author) => this.#agent(author, true));
    const tools = bom.tools.map((tool) => this.#tool(tool));
    if (bom.authors.some((author) => !survives(author))) this.#carry('theriac:bom:author');
    if (bom.created !== undefined && !DATE.test(bom.created)) this.#carry('theriac:bom:created');
    const nobody: BomParty = { kind: 'tool', name: 'theriac', urls: [], contacts: [] };
    const info: JsonMap = {
      type: 'CreationInfo',
      '@id': CREATION,
      specVersion: '3.0.1',
      created: bom.created !== undefined && DATE.test(bom.created) ? bom.created : NO_DATE,
      createdBy: authors.length === 0 ? [this.#agent(nobody, true)] : authors,
      ...(tools.length === 0 ? {} : { createdUsing: tools }),
    };
    return { made: [info], replaced: isMap(kept) ? undefined : resolved };
  }
  readonly #dropped = new Set<JsonMap>();

  /** The IRI of an agent: one that is there and says the same, or a new element. */
  #agent(party: BomParty, early = false): string {
    const { ref } = party;
    const there = ref === undefined ? undefined : this.#graph.party(ref);
    if (ref !== undefined && there !== undefined && isSame(there, party)) return ref;
    const key = `agent ${encodePart(party)}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const name = party.name ?? party.email ?? 'unnamed';
    const wanted = ref !== undefined && isIri(ref) && this.#graph.get(ref) === undefined ? ref : undefined;
    const id = wanted ?? this.#ids.made(name, key);
    this.#made.set(key, id);
    const types = { person: 'Person', organization: 'Organization', tool: 'SoftwareAgent', unknown: 'Agent' };
    this.#elements.push({
      type: types[party.kind],
      spdxId: id,
      creationInfo: early ? CREATION : this.#creation,
      ...optional('name', party.name),
      ...(party.email === undefined
        ? {}
        : {
            externalIdentifier: [
              { type: 'ExternalIdentifier', externalIdentifierType: 'email', identifier: party.email },
            ],
          }),
    });
    return id;
  }

  #tool(tool: BomTool): string {
    const { ref } = tool;
    const there = ref === undefined ? undefined : this.#graph.tool(ref);
    if (ref !== undefined && there !== undefined && isSame(there, tool)) return ref;
    const plain = tool.form === 'tool' && tool.vendor === undefined && tool.version === undefined;
    const bare =
      plain && tool.hashes.length === 0 && tool.externalReferences.length === 0 && ref === undefined;
    if (!bare) this.#carryTools = true;
    const key = `tool ${encodePart(tool)}`;
    const id = this.#ids.made(tool.name ?? 'tool', key);
    this.#elements.push({
      type: 'Tool',
      spdxId: id,
      creationInfo: CREATION,
      name: [tool.name ?? 'unnamed', ...(tool.version === undefined ? [] : [tool.version])].join(' '),
    });
    return id;
  }
  #carryTools = false;

  #components(): void {
    const rewritten = new Map<string, BomLicence[]>();
    for (const component of this.#bom.components) {
      const path = pointer('/components', component.ref);
      const { object, properties } = writeArtifact(component, {
        id: this.#ids.of(component.ref),
        agent: (party) => this.#agent(party),
        foreign: (holder, at) => this.#foreign(holder, at),
        foreignParty: (party, at) => this.#foreignParty(party, at),
        keepsLicences: this.#keepsLicences(component),
        path,
      });
      this.#elements.push({ ...this.#withCreation(object), ...extensionOf(properties) });
      if (!this.#keepsLicences(component)) rewritten.set(component.ref, [...component.licences]);
    }
    for (const [ref, licences] of rewritten) {
      for (const relationship of this.#graph.licenceRelationships(this.#ids.of(ref)))
        this.#dropped.add(relationship);
      this.#licences(ref, licences);
    }
  }

  #withCreation(object: JsonMap): JsonMap {
    if (Object.hasOwn(object, 'creationInfo')) return object;
    return { ...object, creationInfo: this.#creation };
  }

  /** Whether the kept licence relationships still say what the component says. */
  #keepsLicences(component: BomComponent): boolean {
    const id = this.#ids.of(component.ref);
    const there = this.#graph.licenceRelationships(id).length > 0;
    return component.licences.length === 0
      ? !there
      : there && isSame(this.#graph.licences(id), component.licences);
  }

  #licences(ref: string, licences: readonly BomLicence[]): void {
    for (const word of ['declared', 'concluded'] as const) {
      const said = licences.filter((licence) => (licence.acknowledgement ?? 'declared') === word);
      if (said.length === 0) continue;
      const ends = said.map((licence) => {
        const { id, elements } = writeLicence(licence, {
          creation: this.#creation,
          made: (name, content) => this.#once(name, content),
        });
        this.#elements.push(...elements);
        return id;
      });
      const type = word === 'declared' ? 'hasDeclaredLicense' : 'hasConcludedLicense';
      this.#relate(this.#ids.of(ref), type, [...new Set(ends)], {});
    }
  }

  /** An id for content that is written once, however often it is asked for; `isNew` the first time. */
  #once(name: string, content: string): { readonly id: string; readonly isNew: boolean } {
    const known = this.#made.get(content);
    if (known !== undefined) return { id: known, isNew: false };
    const id = this.#ids.made(name, content);
    this.#made.set(content, id);
    return { id, isNew: true };
  }

  #relate(from: string, type: string, to: readonly string[], more: JsonMap): void {
    const scoped = Object.hasOwn(more, 'scope');
    const kept = own(more, 'spdxId');
    const id = typeof kept === 'string' ? kept : this.#ids.made(type, JSON.stringify([from, type, to, more]));
    this.#elements.push(
      this.#withCreation({
        type: scoped ? 'LifecycleScopedRelationship' : 'Relationship',
        ...more,
        spdxId: id,
        from,
        relationshipType: type,
        to: to.length === 0 ? [NONE_ELEMENT] : to,
      }),
    );
  }

  #relationships(): void {
    const bom = this.#bom;
    const complete = this.#completeness();
    const contained = new Set<string>();
    for (const [index, relationship] of bom.relationships.entries()) {
      const path = pointer('', 'relationships', index);
      this.#foreign(relationship, path);
      if (relationship.type === 'contains')
        for (const child of relationship.to) contained.add(JSON.stringify([relationship.from, child]));
      if (!this.#relationship(relationship, complete))
        this.#carry('theriac:bom:relationship', { ...bom, relationships: [relationship] });
    }
    const { children } = nestingOf(bom, this.losses);
    for (const [parent, inner] of children) {
      if (parent === undefined) continue;
      const left = inner.filter((child) => !contained.has(JSON.stringify([parent, child.ref])));
      if (left.length > 0)
        this.#relate(
          this.#ids.of(parent),
          'contains',
          left.map((child) => this.#ids.of(child.ref)),
          {},
        );
    }
  }

  /** How complete the dependencies of a component are said to be. */
  #completeness(): ReadonlyMap<string, string> {
    const said = new Map<string, string>();
    for (const { aggregate, dependencies } of this.#bom.compositions) {
      const word =
        aggregate === 'complete'
          ? 'complete'
          : aggregate.startsWith('incomplete')
            ? 'incomplete'
            : 'noAssertion';
      for (const ref of dependencies) if (!said.has(ref)) said.set(ref, word);
    }
    return said;
  }

  /** Whether SPDX 3 can say it. */
  #relationship(relationship: BomRelationship, complete: ReadonlyMap<string, string>): boolean {
    const { from, type, to, completeness, scope, comment } = relationship;
    const rest = restOf(relationship, FAMILY);
    const words = SPDX3_VOCABULARIES.get('relationshipType');
    const start = this.#ids.end(from);
    const ends = to.map((end) => this.#ids.end(end));
    const known = ends.flatMap((end) => end ?? []);
    if (start === null || known.length < ends.length) return false;
    const more = {
      ...rest,
      ...optional('completeness', completeness ?? (type === 'dependsOn' ? complete.get(from) : undefined)),
      ...optional('comment', comment),
    };
    const goodScope = scope === undefined || SPDX3_VOCABULARIES.get('scope')?.has(scope) === true;
    if (words?.has(type) === true && goodScope) {
      this.#relate(start, type, known, { ...more, ...optional('scope', scope) });
      return true;
    }
    // A type of SPDX 2: what SPDX 3 says instead, and the exact words beside it.
    const renamed = SPDX2_TO_3.get(type);
    if (renamed !== undefined && known.length > 0) {
      const scoped = optional('scope', renamed.scope);
      if (!renamed.swap) this.#relate(start, renamed.type, known, { ...more, ...scoped });
      else
        for (const end of known)
          if (end !== NO_ASSERTION_ELEMENT) this.#relate(end, renamed.type, [start], { ...more, ...scoped });
    }
    return false;
  }

  #annotations(): void {
    for (const [index, annotation] of this.#bom.annotations.entries()) {
      const written = this.#annotation(annotation);
      if (written === null)
        this.#carry('theriac:bom:annotation', { ...this.#bom, annotations: [annotation] });
      else this.#elements.push(written);
      if (annotation.annotator !== undefined)
        this.#foreignParty(annotation.annotator, pointer('', 'annotations', index, 'annotator'));
    }
  }

  #annotation(annotation: BomAnnotation): JsonMap | null {
    const { subjects, annotator, timestamp, type = 'other', text } = annotation;
    const [subject, ...more] = subjects;
    const end = subject === undefined ? null : this.#ids.end(subject);
    const words = SPDX3_VOCABULARIES.get('annotationType');
    if (end === null || more.length > 0 || words?.has(type) !== true) return null;
    const rest = restOf(annotation, FAMILY);
    const creation = this.#annotationCreation(own(rest, 'creationInfo'), annotator, timestamp);
    if (creation === null) return null;
    return {
      type: 'Annotation',
      spdxId: this.#ids.made('Annotation', JSON.stringify([end, type, text])),
      ...rest,
      creationInfo: creation,
      annotationType: type,
      subject: end,
      statement: text,
    };
  }

  /** Who annotated when: as it was, the document's own, or new creation information inside the annotation. */
  #annotationCreation(
    kept: JsonValue | undefined,
    annotator: BomParty | undefined,
    timestamp: string | undefined,
  ): JsonValue | null {
    const resolved = this.#graph.resolve(kept);
    if (resolved !== undefined && kept !== undefined) {
      const by = own(resolved, 'createdBy');
      const [first] = isList(by) ? by : [by];
      const party = first === undefined ? undefined : this.#graph.party(first);
      if (own(resolved, 'created') === timestamp && isSame(party ?? null, annotator ?? null)) return kept;
    }
    if (timestamp === undefined || !DATE.test(timestamp) || annotator === undefined) return null;
    if (!survives(annotator)) return null;
    return {
      type: 'CreationInfo',
      specVersion: '3.0.1',
      created: timestamp,
      createdBy: [this.#agent(annotator)],
    };
  }

  #vulnerabilities(): JsonMap[] {
    const there = new Map(
      this.#kept
        .filter((element) => typeOf(element) === 'security_Vulnerability')
        .map((element) => [idOf(element) ?? '', element]),
    );
    return this.#bom.vulnerabilities.flatMap((vulnerability): JsonMap[] => {
      const path = pointer('/vulnerabilities', vulnerability.ref);
      this.#foreign(vulnerability, path);
      const id = this.#ids.of(vulnerability.ref);
      const kept = there.get(id);
      const back = kept === undefined ? undefined : this.#graph.vulnerability(kept);
      if (kept !== undefined && back !== undefined && isSame(back, vulnerability)) return [kept];
      for (const assessment of this.#graph.assessments(id)) this.#dropped.add(assessment);
      return writeVulnerability(vulnerability, {
        id,
        creation: this.#creation,
        losses: this.losses,
        path,
        end: (ref) => this.#ids.end(ref),
        made: (name, content) => this.#ids.made(name, content),
      });
    });
  }

  /** Texts that are not among the kept elements. */
  #licenceTexts(): JsonMap[] {
    const there = new Set(this.#kept.flatMap((element) => licenceTextOf(element).map(encodePart)));
    return this.#bom.licenceTexts.flatMap((licence): JsonMap[] => {
      if (there.has(encodePart(licence))) return [];
      const id = `${this.#ids.document}#${licence.id}`;
      if (
        /[\s<>"{}|\\^`]/.test(licence.id) ||
        licence.id.includes('/') ||
        licence.seeAlso.length > 0 ||
        licence.text === ''
      )
        this.#carry('theriac:bom:licenceText', { ...this.#bom, licenceTexts: [licence] });
      if (/[\s<>"{}|\\^`#/]/.test(licence.id)) return [];
      return [
        {
          type: 'simplelicensing_SimpleLicensingText',
          spdxId: id,
          creationInfo: this.#creation,
          ...optional('name', licence.name),
          ...optional('comment', licence.comment),
          simplelicensing_licenseText: licence.text,
        },
      ];
    });
  }

  /** The document and the SBOM in it; absent where the document that was read had none. */
  #collections(document: JsonMap | undefined, all: readonly JsonMap[]): JsonMap[] {
    const bom = this.#bom;
    if (this.#carryTools) this.#carry('theriac:bom:tool');
    const sboms = this.#kept.filter((element) => typeOf(element) === 'software_Sbom');
    const wasSpdx3 = Object.keys(restOf(bom, FAMILY)).length > 0;
    const listed = new Set(bom.components.map(({ ref }) => ref));
    const sameSubjects = isSame(subjectsOf(document, sboms, this.#graphWith(all), listed), bom.subjects);
    const samePhases = isSame(
      lifecyclesOf(this.#kept.filter((e) => inherits(typeOf(e), 'Bom'))),
      bom.lifecycles,
    );
    if (wasSpdx3 && document === undefined && sameSubjects && samePhases) return sboms;
    const ids = new Set(all.flatMap((element) => idOf(element) ?? []).filter((id) => !id.startsWith('_:')));
    if (document !== undefined && sameSubjects && samePhases) {
      const kept = sboms.map((sbom) => this.#collection(sbom, ids, false));
      return [
        this.#documentElement(document, new Set([...ids, ...sboms.flatMap((s) => idOf(s) ?? [])])),
        ...kept,
      ];
    }
    const sbom = this.#sbom(ids);
    const sbomId = idOf(sbom) ?? '';
    const fresh = { ...document, rootElement: [sbomId] };
    return [this.#documentElement(fresh, new Set([...ids, sbomId])), sbom];
  }

  #graphWith(all: readonly JsonMap[]): Graph {
    return new Graph([...this.#kept, ...all]);
  }

  /** A kept collection without elements that are gone, and with those that are new. */
  #collection(collection: JsonMap, ids: ReadonlySet<string>, whole: boolean): JsonMap {
    const own = textsOf(collection, 'element');
    const left = own.filter((id) => ids.has(id) || !this.#wasComponent(id));
    const known = new Set(left);
    const more = whole
      ? [...ids].filter((id) => !known.has(id) && !this.#wasThere(id) && id !== idOf(collection))
      : [];
    if (left.length === own.length && more.length === 0) return collection;
    return { ...collection, element: [...left, ...more] };
  }

  /** Ids that look like those of the document are elements that are gone; others are elsewhere. */
  #wasComponent(id: string): boolean {
    return id.startsWith(`${this.#ids.document}#`);
  }

  #wasThere(id: string): boolean {
    return this.#graph.get(id) !== undefined || Object.keys(restOf(this.#bom, FAMILY)).length > 0;
  }

  #sbom(ids: ReadonlySet<string>): JsonMap {
    const bom = this.#bom;
    const types = bom.lifecycles.flatMap((lifecycle) =>
      'phase' in lifecycle ? (SBOM_TYPES.find(([, phase]) => phase === lifecycle.phase)?.[0] ?? []) : [],
    );
    const back = lifecyclesOf([{ software_sbomType: types }]);
    if (!isSame(back, bom.lifecycles))
      for (const lifecycle of bom.lifecycles)
        this.#carry('theriac:bom:lifecycle', { ...bom, lifecycles: [lifecycle] });
    const subjects = bom.subjects.flatMap((ref) => this.#ids.end(ref) ?? []);
    return {
      type: 'software_Sbom',
      spdxId: this.#ids.made('SBOM', JSON.stringify([...ids].map(shortHash).slice(0, 1000))),
      creationInfo: this.#creation,
      rootElement: subjects.length > 0 ? subjects : [...ids].slice(0, 1),
      element: [...ids],
      ...(types.length === 0 ? {} : { software_sbomType: [...new Set(types)] }),
    };
  }

  #documentElement(kept: JsonMap, ids: ReadonlySet<string>): JsonMap {
    const bom = this.#bom;
    const imports = this.#imports(kept);
    const object: MutableJson = {
      type: 'SpdxDocument',
      spdxId: this.#ids.document,
      creationInfo: this.#creation,
      ...(own(kept, 'type') === undefined ? { profileConformance: this.#profiles() } : {}),
      ...kept,
      ...(own(kept, 'creationInfo') === undefined ? {} : { creationInfo: this.#creation }),
      ...imports,
    };
    for (const [key, value] of [
      ['name', bom.name],
      ['comment', bom.comment],
    ] as const)
      if (value !== undefined) object[key] = value;
    const isKept = own(kept, 'spdxId') !== undefined;
    if (!isKept) object.element = [...ids];
    else Object.assign(object, this.#collection(object, ids, true));
    const licence = this.#dataLicence(own(kept, 'dataLicense'));
    if (licence !== undefined) object.dataLicense = licence;
    const properties = [...bom.properties, ...this.#properties];
    if (!isSame(propertiesOf(object), properties)) {
      delete object.extension;
      Object.assign(object, extensionOf(properties));
    }
    return object;
  }

  #profiles(): string[] {
    const security = this.#bom.vulnerabilities.length > 0 ? ['security'] : [];
    const licences = this.#bom.components.some(({ licences: said }) => said.length > 0)
      ? ['simpleLicensing']
      : [];
    return ['core', 'software', ...security, ...licences];
  }

  #dataLicence(kept: JsonValue | undefined): JsonValue | undefined {
    const { dataLicences } = this.#bom;
    const [first, ...more] = dataLicences;
    if (isSame(this.#graph.dataLicence(kept), dataLicences)) return kept;
    if (first === undefined) return undefined;
    if (more.length > 0 || first.acknowledgement !== undefined || first.kind === 'name')
      this.#carry('theriac:bom:dataLicence');
    // Listed licences have an IRI of their own, so nothing has to be written for them.
    return first.kind === 'id' ? `https://spdx.org/licenses/${first.value}` : undefined;
  }

  #imports(kept: JsonMap): JsonMap {
    const { externalDocuments } = this.#bom;
    if (isSame(externalDocumentsOf(kept), externalDocuments)) return {};
    const imports = externalDocuments.flatMap((document): JsonMap[] => {
      if (document.hashes.length > 0 || document.uri === '')
        this.#carry('theriac:bom:externalDocument', { ...this.#bom, externalDocuments: [document] });
      const bare = document.hashes.length === 0 && document.uri !== '';
      return bare ? [{ type: 'ExternalMap', externalSpdxId: document.id, locationHint: document.uri }] : [];
    });
    return imports.length === 0 ? {} : { import: imports };
  }
}

/** Whether an agent of SPDX 3 can say all that is said of a party. */
function survives({ phone, urls, contacts, ref }: BomParty): boolean {
  return (
    phone === undefined && urls.length === 0 && contacts.length === 0 && (ref === undefined || isIri(ref))
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** JSON with sorted keys, without what only a format says. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'rest') return undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
