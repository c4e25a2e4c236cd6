/** A {@link Bom} as a CycloneDX document of any version, JSON or XML, and what it then no longer says. */
import {
  BOM_DOCUMENT,
  BOM_NO_ASSERTION,
  BOM_NONE,
  type Bom,
  type BomAnnotation,
  type BomComponent,
  type BomParty,
  type BomRelationship,
  type BomTool,
  type BomWritten,
  bomDependencyEdges,
  type JsonValue,
} from '@theriac/core';
import { isMap, type JsonMap, type MutableJson, own, restOf } from '../../document/json-fields.ts';
import { carryDocument } from '../../model/carried.ts';
import { Losses, pointer } from '../../model/losses.ts';
import { encodePart } from '../../model/model-json.ts';
import { nestingOf } from '../../model/nesting.ts';
import { FAMILY, readOrganization, readPerson } from '../read/parts.ts';
import { type CycloneDxVersion, versionRank } from '../versions.ts';
import { writeCycloneDxXml } from '../xml/write.ts';
import { Carrying } from './carrying.ts';
import { writeComponent } from './component.ts';
import { fitCycloneDx, type Mark } from './fit.ts';
import { splitLicences } from './licences.ts';
import { entriesOf, Parts } from './parts.ts';
import { writeVulnerability } from './vulnerability.ts';

export interface CycloneDxTarget {
  readonly version: CycloneDxVersion;
  readonly encoding: 'json' | 'xml';
}

/** First version of what documents have. */
const WITH = {
  metadata: 2,
  compositions: 3,
  properties: 3,
  vulnerabilities: 4,
  schemaField: 4,
  annotations: 5,
  tools: 5,
  lifecycles: 5,
  manufacturer: 6,
  provides: 6,
} as const;

export function writeCycloneDx(bom: Bom, { version, encoding }: CycloneDxTarget): BomWritten {
  const rank = versionRank(version);
  const losses = new Losses();
  const marks = new Map<object, Mark>();
  const writer = new DocumentWriter(bom, new Parts(rank, losses, marks), encoding);
  const top = fitCycloneDx(writer.document(version), { rank, encoding, marks, losses });
  const text = encoding === 'xml' ? writeCycloneDxXml(top, version) : `${JSON.stringify(top, null, 2)}\n`;
  return { text, losses: losses.list() };
}

class DocumentWriter {
  readonly #bom: Bom;
  readonly #parts: Parts;
  readonly #encoding: 'json' | 'xml';
  readonly #carrying: Carrying;
  readonly #pointedTo: ReadonlySet<string>;

  constructor(bom: Bom, parts: Parts, encoding: 'json' | 'xml') {
    this.#bom = bom;
    this.#parts = parts;
    this.#encoding = encoding;
    this.#carrying = new Carrying(parts.losses, parts.rank >= WITH.properties);
    this.#pointedTo = pointedTo(bom);
  }

  #carry(name: string, owner: Bom, path: string): void {
    this.#carrying.add(carryDocument(owner, name), path);
  }

  document(version: CycloneDxVersion): JsonMap {
    const bom = this.#bom;
    const parts = this.#parts;
    this.#lost();
    const { subject, components } = this.#components();
    const dependencies = this.#dependencies();
    const top = entriesOf({
      $schema: this.#schema(version),
      // XML says these with its namespace.
      ...(this.#encoding === 'xml' ? {} : { bomFormat: 'CycloneDX', specVersion: version }),
      serialNumber: this.#serialNumber(),
      version: bom.version,
      components: components.length === 0 ? undefined : components,
      ...parts.references(bom.externalReferences, ''),
      dependencies: dependencies.length === 0 ? undefined : dependencies,
      compositions: this.#compositions(),
      vulnerabilities: this.#vulnerabilities(),
      annotations: this.#annotations(),
    });
    // Metadata last: by then it is known what has to be carried in its properties.
    const { metadata: _metadata, $schema: _schema, ...rest } = restOf(bom, FAMILY);
    const metadata = this.#metadata(subject);
    const document: JsonMap = { ...top, ...(metadata === undefined ? {} : { metadata }), ...rest };
    parts.marks.set(document, { path: '', rest: new Set(Object.keys(rest)) });
    return document;
  }

  /** What no CycloneDX document says. */
  #lost(): void {
    const bom = this.#bom;
    this.#parts.foreign(bom, '');
    if (bom.comment !== undefined) this.#carry('theriac:bom:comment', bom, '/comment');
    if (bom.name !== undefined) this.#carry('theriac:bom:name', bom, '/name');
    this.#each('licenceTexts', 'theriac:bom:licenceText');
    this.#each('externalDocuments', 'theriac:bom:externalDocument');
  }

  #each(field: 'licenceTexts' | 'externalDocuments' | 'compositions' | 'lifecycles', name: string): void {
    for (const [index, item] of this.#bom[field].entries()) {
      const path = pointer('', field, index);
      this.#parts.foreign(item, path);
      this.#carry(name, { ...this.#bom, [field]: [item] }, path);
    }
  }

  /** The document says which schema it follows only where it did, and then the right one. */
  #schema(version: CycloneDxVersion): string | undefined {
    const { source } = this.#bom;
    const kept = own(restOf(this.#bom, FAMILY), '$schema');
    if (this.#encoding === 'xml') return undefined;
    if (source?.version === version && typeof kept === 'string') return kept;
    if (this.#parts.rank < WITH.schemaField) return undefined;
    return source !== undefined && kept === undefined
      ? undefined
      : `http://cyclonedx.org/schema/bom-${version}.schema.json`;
  }

  #serialNumber(): string | undefined {
    const { id } = this.#bom;
    if (id === undefined) return undefined;
    if (/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id)) return id;
    this.#carry('theriac:bom:id', this.#bom, '/id');
    return undefined;
  }

  #components(): { readonly subject: JsonMap | undefined; readonly components: JsonMap[] } {
    const bom = this.#bom;
    const { children } = nestingOf(bom, this.#parts.losses);
    const tops = children.get(undefined) ?? [];
    const [only, ...more] = bom.subjects;
    const isSubject = (c: BomComponent): boolean =>
      more.length === 0 && c.ref === only && this.#parts.rank >= WITH.metadata;
    if (bom.subjects.length > 0 && !tops.some(isSubject))
      this.#carry('theriac:bom:subject', bom, '/subjects');
    let subject: JsonMap | undefined;
    const components: JsonMap[] = [];
    const waiting: { readonly component: BomComponent; readonly into: JsonMap[] | null }[] = [];
    const enter = (list: readonly BomComponent[], into: JsonMap[]): void => {
      for (const component of [...list].reverse())
        waiting.push({ component, into: into === components && isSubject(component) ? null : into });
    };
    enter(tops, components);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { component, into } = next;
      const object = writeComponent(component, {
        parts: this.#parts,
        encoding: this.#encoding,
        pointedTo: this.#pointedTo.has(component.ref),
      });
      if (into === null) subject = object;
      else into.push(object);
      const inner = children.get(component.ref);
      if (inner === undefined) continue;
      const nested: JsonMap[] = [];
      object.components = nested;
      enter(inner, nested);
    }
    return { subject, components };
  }

  /** One entry for each component that says what it needs; other relationships are carried. */
  #dependencies(): JsonMap[] {
    const entries: JsonMap[] = [];
    let last: MutableJson | undefined;
    const later = this.#bom.relationships.filter((relationship) => !this.#isPlain(relationship));
    const edges = new Set(
      bomDependencyEdges({ relationships: later }).map((e) => JSON.stringify([e.from, e.to])),
    );
    for (const [index, relationship] of this.#bom.relationships.entries()) {
      const { from, type, to } = relationship;
      const path = pointer('', 'relationships', index);
      if (this.#parts.rank < WITH.metadata) {
        this.#parts.losses.add(path, 'CycloneDX has dependencies since 1.2');
        continue;
      }
      const isPlain = this.#isPlain(relationship);
      // Readers take the edges of carried relationships for theirs; one that is said plainly as well is carried too.
      const carries = this.#parts.rank >= WITH.properties;
      if (carries && isPlain && to.some((end) => edges.has(JSON.stringify([from, end]))))
        this.#carry('theriac:bom:relationship', { ...this.#bom, relationships: [relationship] }, path);
      if (!isPlain) {
        this.#parts.foreign(relationship, path);
        this.#carry('theriac:bom:relationship', { ...this.#bom, relationships: [relationship] }, path);
        continue;
      }
      if (type === 'provides' && last?.ref === from && !Object.hasOwn(last, 'provides')) {
        last.provides = to;
        continue;
      }
      const fields = type === 'provides' ? { provides: to } : to.length === 0 ? {} : { dependsOn: to };
      last = this.#parts.object({ ref: from, ...fields }, relationship, path);
      entries.push(last);
    }
    return this.#parts.rank < WITH.metadata ? [] : [...entries, ...this.#edgesOf(later, entries)];
  }

  #isPlain({ from, type, to, completeness, scope, comment }: BomRelationship): boolean {
    if (type !== 'dependsOn' && (type !== 'provides' || this.#parts.rank < WITH.provides)) return false;
    if (completeness !== undefined || scope !== undefined || comment !== undefined) return false;
    return (
      from !== BOM_DOCUMENT && !to.some((end) => [BOM_DOCUMENT, BOM_NONE, BOM_NO_ASSERTION].includes(end))
    );
  }

  /** What carried relationships mean for the graph, for readers that do not know them. */
  #edgesOf(relationships: readonly BomRelationship[], entries: readonly JsonMap[]): JsonMap[] {
    const known = new Set(
      entries.flatMap(({ ref, dependsOn }) =>
        Array.isArray(dependsOn) ? dependsOn.map((end: JsonValue) => JSON.stringify([ref, end])) : [],
      ),
    );
    const taken = new Set(entries.map(({ ref }) => ref));
    const listed = new Set(this.#bom.components.map((component) => component.ref));
    const more = new Map<string, string[]>();
    for (const { from, to } of bomDependencyEdges({ relationships })) {
      const key = JSON.stringify([from, to]);
      // Only where it makes no entry twice: a graph has one entry a component.
      if (known.has(key) || taken.has(from) || !listed.has(from) || !listed.has(to)) continue;
      known.add(key);
      const ends = more.get(from);
      if (ends === undefined) more.set(from, [to]);
      else ends.push(to);
    }
    return [...more].map(([ref, dependsOn]) => ({ ref, dependsOn }));
  }

  #compositions(): JsonValue | undefined {
    const { compositions } = this.#bom;
    if (compositions.length === 0) return undefined;
    if (this.#parts.rank < WITH.compositions) {
      this.#each('compositions', 'theriac:bom:composition');
      return undefined;
    }
    return compositions.map((composition, index) => {
      const { aggregate, assemblies, dependencies, vulnerabilities } = composition;
      const path = pointer('', 'compositions', index);
      const known = this.#parts.hasWord('aggregate', aggregate);
      if (!known) this.#parts.losses.add(pointer(path, 'aggregate'), '“incomplete” was written for it');
      return this.#parts.object(
        entriesOf({
          aggregate: known ? aggregate : 'incomplete',
          assemblies: assemblies.length === 0 ? undefined : assemblies,
          dependencies: dependencies.length === 0 ? undefined : dependencies,
          vulnerabilities: vulnerabilities.length === 0 ? undefined : vulnerabilities,
        }),
        composition,
        path,
      );
    });
  }

  #vulnerabilities(): JsonValue | undefined {
    const { vulnerabilities } = this.#bom;
    if (vulnerabilities.length === 0) return undefined;
    if (this.#parts.rank < WITH.vulnerabilities) {
      this.#parts.losses.add('/vulnerabilities', 'CycloneDX has vulnerabilities since 1.4');
      return undefined;
    }
    return vulnerabilities.map((v) => writeVulnerability(v, this.#parts, this.#pointedTo.has(v.ref)));
  }

  #annotations(): JsonValue | undefined {
    const written: JsonMap[] = [];
    for (const [index, annotation] of this.#bom.annotations.entries()) {
      const path = pointer('', 'annotations', index);
      const object = this.#annotation(annotation, path);
      if (object !== null) written.push(object);
      else {
        this.#parts.foreign(annotation, path);
        this.#carry('theriac:bom:annotation', { ...this.#bom, annotations: [annotation] }, path);
      }
    }
    return written.length === 0 ? undefined : written;
  }

  /** Null when CycloneDX cannot hold it as it is. */
  #annotation(annotation: BomAnnotation, path: string): JsonMap | null {
    const { subjects, annotator, timestamp, type, text, rest } = annotation;
    const kept = rest?.format === FAMILY ? rest.fields : {};
    if (this.#parts.rank < WITH.annotations || type !== undefined || timestamp === undefined) return null;
    if (subjects.length === 0 || subjects.includes(BOM_DOCUMENT)) return null;
    const at = pointer(path, 'annotator');
    const party = annotator === undefined ? undefined : this.#annotator(annotator, at);
    if (party === null || (party === undefined && !isMap(own(kept, 'annotator')))) return null;
    return this.#parts.object(entriesOf({ subjects, annotator: party, timestamp, text }), annotation, path);
  }

  #annotator(party: NonNullable<BomAnnotation['annotator']>, path: string): JsonMap | null {
    const organization = party.kind === 'organization';
    const object = organization ? this.#parts.organization(party, path) : this.#parts.person(party, path);
    if (!isSame(party, organization ? readOrganization(object) : readPerson(object))) return null;
    return organization ? { organization: object } : { individual: object };
  }

  #metadata(subject: JsonMap | undefined): JsonMap | undefined {
    const bom = this.#bom;
    const parts = this.#parts;
    const kept = own(restOf(bom, FAMILY), 'metadata');
    if (parts.rank < WITH.metadata) {
      this.#noMetadata(isMap(kept) ? kept : {});
      return undefined;
    }
    const rest = isMap(kept) ? kept : {};
    const { manufacture, ...others } = rest;
    // A document since 1.6 that still says “manufacture” is written that way again, unless it was changed.
    const legacy =
      bom.manufacturer !== undefined && isSame(bom.manufacturer, readOrganization(manufacture), true);
    const manufacturer = legacy ? undefined : this.#organization('manufacturer');
    const properties = bom.properties.map((property, index) =>
      parts.property(property, pointer('', 'properties', index)),
    );
    const fields = entriesOf({
      timestamp: bom.created,
      lifecycles: this.#lifecycles(),
      tools: this.#tools(),
      authors: this.#authors(),
      component: subject,
      ...(manufacturer === undefined
        ? {}
        : { [parts.rank >= WITH.manufacturer ? 'manufacturer' : 'manufacture']: manufacturer }),
      supplier: this.#organization('supplier'),
      licenses: this.#dataLicences(),
    });
    // The list of carried properties is complete only now.
    const all = [...properties, ...this.#carrying.properties()];
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

  #noMetadata(rest: JsonMap): void {
    const { losses } = this.#parts;
    const why = 'CycloneDX has metadata since 1.2';
    for (const field of ['created', 'supplier', 'manufacturer'] as const)
      if (this.#bom[field] !== undefined) losses.add(pointer('', field), why);
    for (const field of ['authors', 'tools', 'lifecycles', 'dataLicences', 'properties'] as const)
      if (this.#bom[field].length > 0) losses.add(pointer('', field), why);
    for (const key of Object.keys(rest)) losses.add(pointer('/rest/fields/metadata', key), why);
  }

  #organization(field: 'supplier' | 'manufacturer'): JsonMap | undefined {
    const party = this.#bom[field];
    if (party === undefined) return undefined;
    const written = this.#parts.organization(party, pointer('', field));
    if (!isSame(party, readOrganization(written)))
      this.#carry(`theriac:bom:${field}`, this.#bom, pointer('', field));
    return written;
  }

  #lifecycles(): JsonValue | undefined {
    const { lifecycles } = this.#bom;
    if (lifecycles.length === 0) return undefined;
    if (this.#parts.rank < WITH.lifecycles) {
      this.#each('lifecycles', 'theriac:bom:lifecycle');
      return undefined;
    }
    return lifecycles.map((lifecycle, index) => {
      const { rest: _rest, ...fields } = lifecycle;
      return this.#parts.object(entriesOf({ ...fields }), lifecycle, pointer('', 'lifecycles', index));
    });
  }

  #authors(): JsonValue | undefined {
    const { authors } = this.#bom;
    if (authors.length === 0) return undefined;
    const written = authors.map((author, index) => this.#parts.person(author, pointer('', 'authors', index)));
    if (!authors.every((author, index) => isSame(author, readPerson(written[index]))))
      this.#carry('theriac:bom:author', this.#bom, '/authors');
    return written;
  }

  /** As components and services since 1.5, unless the document lists plain tools, which stay what they are. */
  #tools(): JsonValue | undefined {
    const { tools } = this.#bom;
    if (tools.length === 0) return undefined;
    const plain = tools.every((tool) => tool.form === 'tool');
    if (this.#parts.rank < WITH.tools || plain) {
      if (!plain) this.#carry('theriac:bom:tool', this.#bom, '/tools');
      return tools.map((tool, index) => this.#plainTool(tool, pointer('', 'tools', index)));
    }
    const set: MutableJson = {};
    for (const form of ['component', 'service'] as const) {
      const listed = tools.flatMap((tool, index): JsonMap[] => {
        const own = tool.form === form || (tool.form === 'tool' && form === 'component');
        return own ? [this.#toolOf(tool, form, pointer('', 'tools', index))] : [];
      });
      if (listed.length > 0) set[`${form}s`] = listed;
    }
    if (tools.some((tool) => tool.form === 'tool')) this.#carry('theriac:bom:tool', this.#bom, '/tools');
    return set;
  }

  #plainTool(tool: BomTool, path: string): JsonMap {
    const { vendor, name, version, hashes, externalReferences } = tool;
    const fields = entriesOf({
      vendor,
      name,
      version,
      ...this.#parts.hashes(hashes, path),
      ...this.#parts.references(externalReferences, path),
    });
    if (tool.form === 'tool') return this.#parts.object(fields, tool, path);
    for (const key of Object.keys(restOf(tool, FAMILY)))
      if (key !== 'type')
        this.#parts.losses.add(pointer(path, 'rest', 'fields', key), 'a plain tool has no such field');
    return fields;
  }

  #toolOf(tool: BomTool, form: 'component' | 'service', path: string): JsonMap {
    const { vendor, name, version, hashes, externalReferences, ref } = tool;
    return this.#parts.object(
      entriesOf({
        ...(form === 'component' ? { type: 'application' } : {}),
        'bom-ref': ref,
        group: vendor,
        name: name ?? 'unnamed',
        version,
        ...(form === 'component' ? this.#parts.hashes(hashes, path) : {}),
        ...this.#parts.references(externalReferences, path),
      }),
      tool,
      path,
    );
  }

  #dataLicences(): JsonValue | undefined {
    const licences = this.#bom.dataLicences;
    if (licences.length === 0) return undefined;
    const { native, carried } = splitLicences(licences, this.#parts.rank, this.#encoding);
    const noLicences = this.#parts.rank < WITH.properties;
    const unsaid = (index: number): boolean =>
      this.#parts.rank < WITH.manufacturer && licences[index]?.acknowledgement !== undefined;
    if (carried.length > 0 || native.some(unsaid))
      this.#carry('theriac:bom:dataLicence', this.#bom, '/dataLicences');
    if (noLicences) {
      this.#parts.losses.add('/dataLicences', 'CycloneDX has licences of the document since 1.3');
      return undefined;
    }
    return native.flatMap((index): JsonMap[] => {
      const licence = licences[index];
      if (licence === undefined) return [];
      const { acknowledgement: _said, ...plain } = licence;
      const path = pointer('', 'dataLicences', index);
      const item = this.#parts.licence(this.#parts.rank < WITH.manufacturer ? plain : licence, path);
      return item === null ? [] : [item];
    });
  }
}

/** Whether a party comes back as it went in; what only a format says is compared only when asked for. */
function isSame(party: BomParty, back: BomParty | undefined, withRest = false): boolean {
  if (back === undefined) return false;
  const text = ({ rest, ...said }: BomParty): string =>
    JSON.stringify([encodePart(sorted(said)), withRest ? (rest ?? null) : null]);
  return text(party) === text(back);
}

function sorted(part: object): object {
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Refs that something in the document points to. */
function pointedTo(bom: Bom): ReadonlySet<string> {
  const refs = new Set<string>(bom.subjects.length > 1 ? bom.subjects : []);
  for (const { from, to } of bom.relationships) {
    refs.add(from);
    for (const end of to) refs.add(end);
  }
  for (const { assemblies, dependencies, vulnerabilities } of bom.compositions)
    for (const ref of [...assemblies, ...dependencies, ...vulnerabilities]) refs.add(ref);
  for (const { affects } of bom.vulnerabilities) for (const { ref } of affects) refs.add(ref);
  for (const { subjects } of bom.annotations) for (const ref of subjects) refs.add(ref);
  return refs;
}
