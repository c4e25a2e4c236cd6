/** An SPDX 2 document in its JSON shape as a {@link Bom}. Whatever the model has no place for goes to `rest`. */
import {
  BOM_DOCUMENT,
  BOM_NONE,
  type Bom,
  type BomAnnotation,
  type BomComponent,
  type BomExternalDocument,
  type BomLicenceText,
  type BomProperty,
  type BomRelationship,
  type BomSource,
  type BomTool,
  emptyBom,
  type JsonValue,
  type Location,
} from '@theriac/core';
import { plain } from '../../../text/plain-text.ts';
import { UniqueKeys } from '../../../text/unique-keys.ts';
import { EMPTY, Fields, isList, isMap, type JsonMap, optional, own } from '../../document/json-fields.ts';
import { propertyOfComment } from '../../model/annotation-properties.ts';
import { restoreCarried, restoreCarriedDocument } from '../../model/carried/index.ts';
import { adopt, parentsFirst } from '../../model/parents.ts';
import { renameRefs } from '../../model/rename-refs.ts';
import type { UnknownList } from '../../model/unknown-list.ts';
import { FAMILY, readParty, readTool } from '../party.ts';
import { NO_SUBJECT, NO_TEXT } from '../unsaid.ts';
import { relationshipOfSpdx2 } from '../words.ts';
import { readFile, readPackage, readSnippet } from './element.ts';
import { readChecksum, readLicenceText } from './parts.ts';

const DOCUMENT_ID = 'SPDXRef-DOCUMENT';

interface ReadContext {
  readonly source: BomSource;
  readonly unknowns: UnknownList;
  readonly locate: (ref: string) => Location;
  /** The items of the document are not needed any more once they are read, and neither is their rest. */
  readonly release?: boolean;
}

export function readSpdx2(top: JsonMap, context: ReadContext): Bom {
  const fields = new Fields(top);
  for (const key of ['spdxVersion', 'SPDXID']) fields.take(key);
  const creation = readCreation(fields);
  const elements = readElements(top, fields, context);
  const relations = readRelations(top, fields, elements, context);
  const carried = new Map<string, BomProperty[]>();
  const annotations = [
    ...readAnnotations(fields, BOM_DOCUMENT, carried),
    ...elements.flatMap(({ component, inner }) => readAnnotations(inner, component.ref, carried)),
  ];
  const components: BomComponent[] = [];
  for (const { component, inner } of context.release === true ? drained(elements) : elements) {
    components.push(
      restoreCarried({
        ...component,
        ...optional('parent', relations.parents.get(component.ref)),
        properties: carried.get(component.ref) ?? EMPTY,
        ...inner.rest(FAMILY),
      }),
    );
  }
  const dataLicence = fields.text('dataLicense');
  const bom: Bom = {
    ...emptyBom(),
    source: context.source,
    ...optional('id', fields.text('documentNamespace')),
    ...optional('name', fields.text('name')),
    ...creation.bom,
    dataLicences: dataLicence === undefined ? [] : [readLicenceText(dataLicence)],
    subjects: relations.subjects,
    components: parentsFirst(components),
    relationships: relations.relationships,
    licenceTexts: fields
      .list('hasExtractedLicensingInfos', readExtracted)
      .filter(({ text }) => text !== NO_TEXT),
    externalDocuments: fields.list('externalDocumentRefs', readExternalDocument),
    annotations,
    properties: carried.get(BOM_DOCUMENT) ?? [],
    ...optional('comment', fields.text('comment')),
    ...withCreation(fields, creation.rest),
  };
  return originalRefs(restoreCarriedDocument(bom));
}

/** Item by item, each let go once it was given. */
function* drained<Item>(items: readonly Item[]): Generator<Item> {
  const rest = [...items].reverse();
  if (Array.isArray(items)) items.length = 0;
  for (let item = rest.pop(); item !== undefined; item = rest.pop()) yield item;
}

function withCreation(fields: Fields, creation: JsonMap | undefined): Pick<Bom, 'rest'> {
  const { rest } = fields.rest(FAMILY);
  if (creation === undefined) return rest === undefined ? {} : { rest };
  return { rest: { format: FAMILY, fields: { ...rest?.fields, creationInfo: creation } } };
}

function readCreation(fields: Fields): { readonly bom: Partial<Bom>; readonly rest: JsonMap | undefined } {
  const value = fields.map('creationInfo');
  if (value === undefined) return { bom: {}, rest: undefined };
  const inner = new Fields(value);
  const tools: BomTool[] = [];
  const authors: Bom['authors'][number][] = [];
  const creators = inner.peek('creators');
  let strange = false;
  for (const creator of isList(creators) ? creators : []) {
    const party = typeof creator === 'string' ? readParty(creator) : undefined;
    if (typeof creator === 'string' && party?.kind === 'tool') tools.push(readTool(creator));
    else if (party !== undefined) authors.push(party);
    else strange = true;
  }
  if (!strange && isList(creators) && creators.length > 0) inner.take('creators');
  return {
    bom: { authors, tools, ...optional('created', inner.text('created')) },
    rest: inner.rest(FAMILY).rest?.fields,
  };
}

/** An element of the document, and the fields of it that are not taken yet. */
interface Element {
  readonly component: BomComponent;
  readonly inner: Fields;
}

function readElements(top: JsonMap, fields: Fields, context: ReadContext): Element[] {
  const { unknowns, locate } = context;
  const keys = new UniqueKeys([DOCUMENT_ID]);
  const elements: Element[] = [];
  for (const [list, read, what] of [
    ['packages', readPackage, 'package'],
    ['files', readFile, 'file'],
    ['snippets', readSnippet, 'snippet'],
  ] as const) {
    const value = own(top, list);
    if (value === undefined) continue;
    if (!isList(value)) {
      unknowns.addLoss('unparseable', `\`${list}\` is not a list`);
      continue;
    }
    if (value.length > 0) fields.take(list);
    for (const [index, item] of value.entries()) {
      if (context.release === true && Array.isArray(value)) value[index] = null;
      if (!isMap(item)) {
        unknowns.addLoss('unparseable', `a ${what} is not an object`);
        continue;
      }
      const given = own(item, 'SPDXID');
      const id = typeof given === 'string' && given.trim() !== '' ? given : undefined;
      const name = nameOf(item);
      // Finding a line means going through the text, so it is done only when there is something to say.
      const location = (): Location => locate(id ?? '');
      if (name === undefined) {
        unknowns.addLoss('unparseable', `a ${what} has neither a name nor a package URL`, location());
        continue;
      }
      const ref = keys.take(id ?? name);
      if (id !== undefined && ref !== id) {
        const text = `duplicate SPDXID ${plain(id, 120)}; relationships go to the first`;
        unknowns.add('duplicate-key', text, location(), name);
      }
      const inner = new Fields(item);
      inner.text('SPDXID');
      const component = read(inner, { ref, name, refMadeUp: id === undefined });
      elements.push({ component, inner: context.release === true ? onlyFiles(inner) : inner });
    }
  }
  return elements;
}

const NO_FIELDS = new Fields({});

/** What relationships are made of; the other fields are let go. */
function onlyFiles(inner: Fields): Fields {
  const hasFiles = inner.peek('hasFiles');
  return hasFiles === undefined ? NO_FIELDS : new Fields({ hasFiles });
}

function nameOf(item: JsonMap): string | undefined {
  for (const key of ['name', 'fileName']) {
    const value = own(item, key);
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  const refs = own(item, 'externalRefs');
  for (const ref of isList(refs) ? refs : []) {
    if (!isMap(ref) || ref.referenceType !== 'purl') continue;
    if (typeof ref.referenceLocator === 'string') return ref.referenceLocator;
  }
  return typeof own(item, 'SPDXID') === 'string' && Object.hasOwn(item, 'snippetFromFile')
    ? 'snippet'
    : undefined;
}

interface Relations {
  readonly subjects: string[];
  readonly parents: ReadonlyMap<string, string>;
  readonly relationships: BomRelationship[];
}

/**
 * `DESCRIBES` of the document makes subjects, `CONTAINS` makes parents, as long as a component has one and nothing
 * is in itself; everything else stays a relationship.
 */
function readRelations(
  top: JsonMap,
  fields: Fields,
  elements: readonly Element[],
  { unknowns, release }: ReadContext,
): Relations {
  const known = new Set(elements.map(({ component }) => component.ref));
  const subjects: string[] = [];
  const listed = own(top, 'documentDescribes');
  for (const id of isList(listed) ? listed : [])
    if (typeof id === 'string' && !subjects.includes(id)) subjects.push(id);
  const asListed = new Set(subjects);
  const parents = new Map<string, string>();
  for (const { component, inner } of elements) {
    const files = inner.peek('hasFiles');
    for (const file of isList(files) ? files : [])
      if (typeof file === 'string') adopt(parents, known, component.ref, file);
  }
  const relationships: BomRelationship[] = [];
  const value = own(top, 'relationships');
  if (value !== undefined && !isList(value)) unknowns.addLoss('unparseable', '`relationships` is not a list');
  if (isList(value) && value.length > 0) fields.take('relationships');
  const seen = new Set<string>();
  for (const [index, item] of (isList(value) ? value : []).entries()) {
    if (release === true && Array.isArray(value)) value[index] = null;
    const relationship = readRelationship(item);
    if (relationship === undefined) {
      unknowns.addLoss('unparseable', 'a relationship does not say what it relates');
      continue;
    }
    const { from, type, to: ends, comment, rest } = relationship;
    if (type === 'describes' && comment === NO_SUBJECT) continue;
    const [to] = ends;
    const bare = comment === undefined && rest === undefined;
    const describes = type === 'describes' && from === BOM_DOCUMENT;
    if (to === undefined) relationships.push(relationship);
    else if (bare && describes && !asListed.has(to) && !seen.has(to)) subjects.push(to);
    else if (!(bare && type === 'contains' && adopt(parents, known, from, to)))
      relationships.push(relationship);
    if (describes && to !== undefined) seen.add(to);
  }
  return { subjects, parents, relationships };
}

function readRelationship(item: JsonValue): BomRelationship | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  const from = fields.text('spdxElementId');
  const type = fields.text('relationshipType');
  const to = fields.text('relatedSpdxElement');
  if (from === undefined || type === undefined || to === undefined) return undefined;
  const element = (id: string): string => (id === DOCUMENT_ID ? BOM_DOCUMENT : id);
  return {
    from: element(from),
    type: relationshipOfSpdx2(type),
    to: to === BOM_NONE ? [] : [element(to)],
    ...optional('comment', fields.text('comment')),
    ...fields.rest(FAMILY),
  };
}

/** Annotations that carry properties become properties of their subject. */
function readAnnotations(
  fields: Fields,
  subject: string,
  carried: Map<string, BomProperty[]>,
): BomAnnotation[] {
  const properties: BomProperty[] = [];
  const annotations = fields.list('annotations', (item) => {
    if (!isMap(item)) return undefined;
    const inner = new Fields(item);
    const text = inner.text('comment');
    if (text === undefined) return undefined;
    const annotator = inner.text('annotator');
    const property = annotator === 'Tool: theriac' ? propertyOfComment(text) : undefined;
    if (property !== undefined) {
      properties.push(property);
      return null;
    }
    const party = annotator === undefined ? undefined : readParty(annotator);
    const type = inner.text('annotationType');
    return {
      subjects: [subject],
      ...optional('annotator', party),
      ...optional('timestamp', inner.text('annotationDate')),
      ...optional('type', type?.toLowerCase()),
      text,
      ...(party === undefined && annotator !== undefined
        ? { rest: { format: FAMILY, fields: { annotator } } as const }
        : inner.rest(FAMILY)),
    };
  });
  if (properties.length > 0) carried.set(subject, properties);
  return annotations.flatMap((annotation) => (annotation === null ? [] : [annotation]));
}

function readExtracted(item: JsonValue): BomLicenceText | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  const id = fields.text('licenseId');
  const text = fields.text('extractedText');
  if (id === undefined || text === undefined) return undefined;
  return {
    id,
    text,
    ...optional('name', fields.text('name')),
    seeAlso: fields.texts('seeAlsos'),
    ...optional('comment', fields.text('comment')),
    ...fields.rest(FAMILY),
  };
}

function readExternalDocument(item: JsonValue): BomExternalDocument | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  const id = fields.text('externalDocumentId');
  const uri = fields.text('spdxDocument');
  const hash = readChecksum(fields.peek('checksum'));
  if (hash !== undefined) fields.take('checksum');
  return id === undefined || uri === undefined
    ? undefined
    : { id, uri, hashes: hash === undefined ? [] : [hash], ...fields.rest(FAMILY) };
}

/** Refs that had to be written as SPDX ids are what they were again. */
function originalRefs(bom: Bom): Bom {
  const names = new Map<string, string>();
  for (const component of bom.components) {
    const [given, ...more] = component.properties.filter(({ name }) => name === 'theriac:bom:ref');
    if (given !== undefined && more.length === 0) names.set(component.ref, given.value);
  }
  const taken = new Set(bom.components.map((component) => names.get(component.ref) ?? component.ref));
  // A document that would lose components this way was not written by us.
  if (names.size === 0 || taken.size < bom.components.length) return bom;
  return renameRefs(bom, names, 'theriac:bom:ref');
}
