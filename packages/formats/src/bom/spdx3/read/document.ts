/**
 * An SPDX 3 document as a {@link Bom}. Packages, files, snippets, relationships and annotations become parts of the
 * model; everything else of the graph is kept as it is in `rest`, and the model says what follows from it: in `known`
 * what it understands (agents, licences, vulnerabilities, the document), in `@graph` what it does not.
 */
import {
  BOM_DOCUMENT,
  BOM_NO_ASSERTION,
  BOM_PHASES,
  type Bom,
  type BomAnnotation,
  type BomComponent,
  type BomExternalDocument,
  type BomLicenceText,
  type BomLifecycle,
  type BomRelationship,
  type BomSource,
  emptyBom,
  type JsonValue,
  type Location,
} from '@theriac/core';
import { plain } from '../../../text/plain-text.ts';
import { UniqueKeys } from '../../../text/unique-keys.ts';
import { Fields, isList, isMap, type JsonMap, optional, own } from '../../document/json-fields.ts';
import { restoreCarried, restoreCarriedDocument } from '../../model/carried/index.ts';
import { parentsFirst, parentsOf } from '../../model/parents.ts';
import { renameRefs } from '../../model/rename-refs.ts';
import type { UnknownList } from '../../model/unknown-list.ts';
import { inherits } from '../model.ts';
import { onlyProperties, propertiesOf } from '../properties.ts';
import { FAMILY, individual, SBOM_TYPES } from '../words.ts';
import { readArtifact, readHash } from './artifact.ts';
import { Graph, idOf, isLicenceRelationship, tail, textOf, textsOf, typeOf } from './graph.ts';

interface ReadContext {
  readonly source: BomSource;
  readonly unknowns: UnknownList;
  readonly locate: (ref: string) => Location;
}

export function readSpdx3(top: JsonMap, context: ReadContext): Bom {
  const { '@context': jsonContext, '@graph': graphList, ...single } = top;
  if (graphList !== undefined && !isList(graphList))
    context.unknowns.addLoss('unparseable', '`@graph` is not a list');
  const items = graphList === undefined ? [single] : isList(graphList) ? graphList : [];
  const elements = items.filter(isMap);
  if (elements.length < items.length) context.unknowns.addLoss('unparseable', 'an element is not an object');
  const graph = new Graph(elements);
  const document = elements.find((element) => typeOf(element) === 'SpdxDocument');
  const defaults = document === undefined ? undefined : own(document, 'creationInfo');
  const reader = new Elements(graph, context, defaults, document === undefined ? undefined : idOf(document));
  for (const element of elements) reader.take(element);
  const { components, relationships } = reader.finish();
  const creation = graph.resolve(defaults ?? own(elements[0] ?? {}, 'creationInfo'));
  const collections = elements.filter((element) => inherits(typeOf(element), 'Bom'));
  const bom: Bom = {
    ...emptyBom(),
    source: context.source,
    ...optional('id', document === undefined ? undefined : idOf(document)),
    ...optional('name', document === undefined ? undefined : textOf(document, 'name')),
    ...optional('comment', document === undefined ? undefined : textOf(document, 'comment')),
    ...optional('created', creation === undefined ? undefined : textOf(creation, 'created')),
    authors: list(creation, 'createdBy').flatMap((agent) => graph.party(agent) ?? []),
    tools: list(creation, 'createdUsing').flatMap((tool) => graph.tool(tool) ?? []),
    lifecycles: lifecyclesOf(collections),
    dataLicences: document === undefined ? [] : graph.dataLicence(own(document, 'dataLicense')),
    subjects: subjectsOf(document, collections, graph, new Set(components.map(({ ref }) => ref))),
    components,
    relationships,
    vulnerabilities: elements.flatMap((element) =>
      typeOf(element) === 'security_Vulnerability' ? (graph.vulnerability(element) ?? []) : [],
    ),
    licenceTexts: elements.flatMap(licenceTextOf),
    externalDocuments: externalDocumentsOf(document),
    annotations: reader.annotations,
    properties: document === undefined ? [] : propertiesOf(document),
    rest: {
      format: FAMILY,
      fields: {
        ...(jsonContext === undefined ? {} : { '@context': jsonContext }),
        ...(graphList === undefined ? { form: 'single' } : {}),
        ...(reader.known.length === 0 ? {} : { known: reader.known }),
        ...(reader.others.length === 0 ? {} : { '@graph': reader.others }),
      },
    },
  };
  return originalRefs(restoreCarriedDocument(bom));
}

function list(element: JsonMap | undefined, key: string): readonly JsonValue[] {
  const value = element === undefined ? undefined : own(element, key);
  return isList(value) ? value : value === undefined ? [] : [value];
}

class Elements {
  readonly known: JsonMap[] = [];
  readonly others: JsonMap[] = [];
  readonly annotations: BomAnnotation[] = [];
  readonly #components: BomComponent[] = [];
  readonly #relationships: BomRelationship[] = [];
  readonly #keys = new UniqueKeys();
  readonly #graph: Graph;
  readonly #context: ReadContext;
  readonly #defaults: ReturnType<typeof own>;
  readonly #documentId: string | undefined;

  constructor(
    graph: Graph,
    context: ReadContext,
    defaults: ReturnType<typeof own>,
    documentId: string | undefined,
  ) {
    this.#graph = graph;
    this.#context = context;
    this.#defaults = defaults;
    this.#documentId = documentId;
  }

  take(element: JsonMap): void {
    const type = typeOf(element);
    if (inherits(type, 'software_SoftwareArtifact')) this.#artifact(element);
    else if (this.#isKnown(element, type)) this.known.push(element);
    else if (type === 'Relationship' || type === 'LifecycleScopedRelationship')
      this.#relationship(element, type);
    else if (type === 'Annotation') this.#annotation(element);
    else this.others.push(element);
  }

  #isKnown(element: JsonMap, type: string): boolean {
    return (
      ['SpdxDocument', 'CreationInfo', 'Tool', 'security_Vulnerability'].includes(type) ||
      inherits(type, 'Agent') ||
      inherits(type, 'Bom') ||
      inherits(type, 'simplelicensing_AnyLicenseInfo') ||
      type === 'simplelicensing_SimpleLicensingText' ||
      isLicenceRelationship(element) ||
      this.#graph.isAssessment(element)
    );
  }

  /** Fields of an element without what every element of the document repeats. */
  #fields(element: JsonMap): Fields {
    const fields = new Fields(element);
    fields.take('spdxId');
    if (own(element, 'creationInfo') === this.#defaults) fields.take('creationInfo');
    return fields;
  }

  #artifact(element: JsonMap): void {
    const id = idOf(element);
    const name = textOf(element, 'name') ?? textOf(element, 'software_packageUrl') ?? id;
    if (name === undefined) {
      this.#context.unknowns.addLoss('unparseable', 'an element has neither a name nor an id');
      return;
    }
    const ref = this.#keys.take(id ?? name);
    if (id !== undefined && ref !== id) {
      const text = `duplicate spdxId ${plain(id, 120)}; relationships go to the first`;
      this.#context.unknowns.add('duplicate-key', text, this.#context.locate(id), name);
    }
    const fields = this.#fields(element);
    if (onlyProperties(element)) fields.take('extension');
    const component = readArtifact(fields, { ref, name, type: typeOf(element), graph: this.#graph });
    this.#components.push({
      ...component,
      ...(id === undefined ? { refMadeUp: true } : {}),
      properties: onlyProperties(element) ? propertiesOf(element) : [],
      ...fields.rest(FAMILY),
    });
  }

  #relationship(element: JsonMap, type: string): void {
    const fields = new Fields(element);
    if (own(element, 'creationInfo') === this.#defaults) fields.take('creationInfo');
    const from = fields.text('from');
    const word = fields.text('relationshipType');
    const ends = textsOf(element, 'to');
    if (from === undefined || word === undefined) {
      this.others.push(element);
      return;
    }
    fields.take('to');
    const scope = fields.text('scope');
    if (type === (scope === undefined ? 'Relationship' : 'LifecycleScopedRelationship')) fields.take('type');
    const to = ends.flatMap((end): string[] => {
      const nothing = individual(end);
      if (nothing === 'NONE') return [];
      return [nothing === 'NOASSERTION' ? BOM_NO_ASSERTION : this.#end(end)];
    });
    this.#relationships.push({
      from: this.#end(from),
      type: word,
      to,
      ...optional(
        'completeness',
        fields.word('completeness', ['complete', 'incomplete', 'noAssertion'] as const),
      ),
      ...optional('scope', scope),
      ...optional('comment', fields.text('comment')),
      ...fields.rest(FAMILY),
    });
  }

  #end(id: string): string {
    return id === this.#documentId ? BOM_DOCUMENT : id;
  }

  #annotation(element: JsonMap): void {
    const fields = new Fields(element);
    fields.take('type');
    const text = fields.text('statement');
    const subject = fields.text('subject');
    if (text === undefined || subject === undefined) {
      this.others.push(element);
      return;
    }
    const creation = this.#graph.resolve(own(element, 'creationInfo'));
    const [by] = list(creation, 'createdBy');
    this.annotations.push({
      subjects: [this.#end(subject)],
      ...optional('annotator', by === undefined ? undefined : this.#graph.party(by)),
      ...optional('timestamp', creation === undefined ? undefined : textOf(creation, 'created')),
      ...optional('type', fields.text('annotationType')),
      text,
      ...fields.rest(FAMILY),
    });
  }

  finish(): { readonly components: BomComponent[]; readonly relationships: BomRelationship[] } {
    const known = new Set(this.#components.map(({ ref }) => ref));
    const contained = this.#relationships
      .filter(({ type }) => type === 'contains')
      .flatMap(({ from, to }) => to.map((child) => [from, child] as const));
    const parents = parentsOf(contained, known);
    const components = this.#components.map((component) =>
      restoreCarried({
        ...component,
        ...optional('parent', parents.get(component.ref)),
        licences: this.#graph.licences(component.ref),
      }),
    );
    return { components: parentsFirst(components), relationships: this.#relationships };
  }
}

/** The types of SBOM that collections say they are, as phases of life. */
export function lifecyclesOf(collections: readonly JsonMap[]): BomLifecycle[] {
  const phases = new Set(
    collections.flatMap((collection) =>
      textsOf(collection, 'software_sbomType').flatMap(
        (type) => SBOM_TYPES.find(([word]) => word === type)?.[1] ?? [],
      ),
    ),
  );
  return BOM_PHASES.filter((phase) => phases.has(phase)).map((phase) => ({ phase }));
}

/** What the document is about: its root elements, or those of the SBOM that is its root element. */
export function subjectsOf(
  document: JsonMap | undefined,
  collections: readonly JsonMap[],
  graph: Graph,
  known: ReadonlySet<string>,
): string[] {
  const roots =
    document === undefined
      ? collections.flatMap((collection) => textsOf(collection, 'rootElement'))
      : textsOf(document, 'rootElement');
  const subjects = roots.flatMap((root) => {
    const element = graph.get(root);
    return element !== undefined && inherits(typeOf(element), 'ElementCollection')
      ? textsOf(element, 'rootElement')
      : [root];
  });
  return [...new Set(subjects)].filter((ref) => known.has(ref));
}

export function licenceTextOf(element: JsonMap): BomLicenceText[] {
  const type = typeOf(element);
  const id = idOf(element);
  const text = textOf(element, 'simplelicensing_licenseText');
  if (id === undefined || text === undefined || type === 'expandedlicensing_ListedLicense') return [];
  return [
    {
      id: tail(id),
      text,
      ...optional('name', textOf(element, 'name')),
      seeAlso: textsOf(element, 'expandedlicensing_seeAlso'),
      ...optional('comment', textOf(element, 'comment')),
    },
  ];
}

export function externalDocumentsOf(document: JsonMap | undefined): BomExternalDocument[] {
  return list(document, 'import').flatMap((item): BomExternalDocument[] => {
    if (!isMap(item)) return [];
    const id = textOf(item, 'externalSpdxId');
    if (id === undefined) return [];
    return [
      {
        id,
        uri: textOf(item, 'locationHint') ?? '',
        hashes: list(item, 'verifiedUsing').flatMap((hash) => readHash(hash) ?? []),
      },
    ];
  });
}

/** Refs that had to be written as IRIs are what they were again. */
function originalRefs(bom: Bom): Bom {
  const names = new Map<string, string>();
  for (const component of bom.components) {
    const [given, ...more] = component.properties.filter(({ name }) => name === 'theriac:bom:ref');
    if (given !== undefined && more.length === 0) names.set(component.ref, given.value);
  }
  const taken = new Set(bom.components.map((component) => names.get(component.ref) ?? component.ref));
  if (names.size === 0 || taken.size < bom.components.length) return bom;
  return renameRefs(bom, names, 'theriac:bom:ref');
}
