/** A {@link Bom} as an SPDX 2 document, JSON or tag-value, and what it then no longer says. */
import type { Bom, BomWritten, JsonValue } from '@theriac/core';
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
import { carryDocument } from '../../model/carried/index.ts';
import { licenceWord } from '../../model/licence-word.ts';
import { pointer } from '../../model/losses.ts';
import { SPDX2_SCALARS, type Spdx2Version } from '../grammar.ts';
import { DOCUMENT_ID } from '../ids.ts';
import { FAMILY, isNameless, readParty, readTool, writeParty, writeTool } from '../party.ts';
import { writeTagValue } from '../tag-value/write.ts';
import { formProblem } from '../text-rules.ts';
import { annotations, propertyAnnotation } from './annotations.ts';
import { WriteContext } from './context.ts';
import { isFileElement, writeElement } from './element.ts';
import type { ElementContext } from './element-context.ts';
import { fitSpdx2 } from './fit.ts';
import { externalDocuments, licensingInfos } from './references.ts';
import { relationships } from './relationships.ts';
import { isSamePart } from './same-part.ts';

export interface Spdx2Target {
  /** For a document that does not say when it was made. */
  readonly now?: string;
  readonly version: Spdx2Version;
  readonly encoding: 'json' | 'tag-value';
}

export function writeSpdx2(bom: Bom, { version, encoding, now }: Spdx2Target): BomWritten {
  const context = new WriteContext(bom, version, now);
  const document = documentOf(context);
  const top =
    fitSpdx2(document, 'document', '', { version, marks: context.marks, losses: context.losses }) ?? {};
  const text =
    encoding === 'tag-value' ? writeTagValue(top, context.losses) : `${JSON.stringify(top, null, 2)}\n`;
  return { text, losses: context.losses.list() };
}

function documentOf(context: WriteContext): JsonMap {
  const bom = context.bom;
  lost(context);
  const licenceTexts = new Map<string, string>();
  const refs = externalDocuments(context);
  const declared = new Set(refs.map((r) => r.externalDocumentId));
  const lists = elements(context, licenceTexts, declared);
  const { creationInfo: keptCreation, documentDescribes, ...rest } = restOf(bom, FAMILY);
  const describes = isList(documentDescribes)
    ? documentDescribes.filter(
        (id) => typeof id === 'string' && bom.subjects.includes(id) && context.byRef.has(id),
      )
    : [];
  const related = relationships(context, new Set(describes.map(String)), declared);
  const notes = annotations(context);
  const infos = licensingInfos(context, licenceTexts);
  const body: MutableJson = {
    spdxVersion: `SPDX-${context.version}`,
    dataLicense: dataLicence(context),
    SPDXID: DOCUMENT_ID,
    name: lineOf(bom.name ?? nameOfSubject(context)),
    ...optional('comment', bom.comment),
    ...(refs.length === 0 ? {} : { externalDocumentRefs: refs }),
    creationInfo: creation(context, isMap(keptCreation) ? keptCreation : {}),
    ...(describes.length === 0 ? {} : { documentDescribes: describes }),
    ...lists,
    ...(infos.length === 0 ? {} : { hasExtractedLicensingInfos: infos }),
    ...(related.length === 0 ? {} : { relationships: related }),
    ...rest,
  };
  // Properties of the document last: by then it is known what has to be carried.
  const carried = [...bom.properties, ...context.properties].map((property) =>
    propertyAnnotation(context, property),
  );
  const all = [...notes, ...carried];
  if (all.length > 0) body.annotations = all;
  body.documentNamespace = namespace(context, body);
  if (bom.id !== undefined && body.documentNamespace !== bom.id) {
    const [property] = carryDocument(bom, 'theriac:bom:id');
    if (property !== undefined) body.annotations = [...all, propertyAnnotation(context, property)];
  }
  context.marks.set(body, { path: '', rest: new Set(Object.keys(rest)) });
  return body;
}

/** What SPDX 2 says of no document, carried or lost. */
function lost(context: WriteContext): void {
  const bom = context.bom;
  context.foreign.of(bom, '');
  if (bom.name !== undefined && lineOf(bom.name) !== bom.name)
    context.losses.add('/name', 'SPDX 2 has a name of one line');
  for (const field of ['supplier', 'manufacturer'] as const) {
    context.carry(`theriac:bom:${field}`);
    context.foreign.party(bom[field], pointer('', field));
  }
  for (const name of ['version', 'lifecycle', 'composition', 'externalReference'])
    context.carry(`theriac:bom:${name}`);
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
    context.foreign.each(bom[field], pointer('', field));
  if (bom.vulnerabilities.length > 0)
    context.losses.add('/vulnerabilities', 'SPDX 2 has no vulnerabilities; write CycloneDX, SPDX 3 or VEX');
  if (bom.created !== undefined && context.date !== bom.created) context.carry('theriac:bom:created');
}

/** §6.4: one line, and not an empty one. */
function lineOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim() || 'unnamed';
}

function nameOfSubject(context: WriteContext): string {
  const subject = context.bom.components.find(({ ref }) => ref === context.bom.subjects[0]);
  return subject?.name ?? 'unnamed';
}

function dataLicence(context: WriteContext): string {
  const [first, ...more] = context.bom.dataLicences;
  // The specification wants CC0-1.0 and nothing else (§6.2); what a document says otherwise is carried.
  const word = first === undefined ? 'CC0-1.0' : licenceWord(first);
  const plain = more.length === 0 && first !== undefined && first.acknowledgement === undefined;
  const kept = plain && first.text === undefined && first.url === undefined && first.kind !== 'name';
  if (first !== undefined && (!kept || word !== 'CC0-1.0')) context.carry('theriac:bom:dataLicence');
  return 'CC0-1.0';
}

function creation(context: WriteContext, kept: JsonMap): JsonMap {
  const { authors, tools } = context.bom;
  const people = authors.map(writeParty);
  const machines = tools.map(writeTool);
  const samePeople = authors.every(
    (author, index) => !isNameless(author) && isSamePart(author, readParty(people[index] ?? '')),
  );
  const sameTools = tools.every((tool, index) => isSamePart(tool, readTool(machines[index] ?? '')));
  if (!samePeople) context.carry('theriac:bom:author');
  if (!sameTools) context.carry('theriac:bom:tool');
  const named = people.filter((_, index) => authors[index] !== undefined && !isNameless(authors[index]));
  const creators = [...machines, ...named];
  const fields: JsonMap = {
    creators: creators.length === 0 ? ['Tool: theriac'] : creators,
    created: context.date,
  };
  const { created: _created, creators: _creators, ...others } = kept;
  const info: JsonMap = { ...fields, ...others };
  context.marks.set(info, { path: '/rest/fields/creationInfo', rest: new Set() });
  return info;
}

function elements(
  context: WriteContext,
  licenceTexts: Map<string, string>,
  declared: ReadonlySet<unknown>,
): { [list: string]: JsonMap[] } {
  const bom = context.bom;
  const files = new Set(bom.components.filter(isFileElement).map(({ ref }) => context.ids.of(ref)));
  const around: ElementContext = {
    version: context.version,
    ids: context.ids,
    losses: context.losses,
    foreign: context.foreign,
    marks: context.marks,
    licenceTexts,
    explained: new Set(bom.licenceTexts.map(({ id }) => id)),
    declared,
    isFile: (id) => files.has(id) || declared.has(/^(DocumentRef-[^:]+):/.exec(id)?.[1]),
  };
  const lists: { [list: string]: JsonMap[] } = {};
  for (const component of bom.components) {
    const { list, object, properties } = writeElement(component, around);
    if (properties.length > 0) object.annotations = properties.map((p) => propertyAnnotation(context, p));
    const inside = own(object, 'hasFiles');
    if (isList(inside)) object.hasFiles = inside.filter((id) => isListed(context, id, component.ref));
    context.elements.set(component.ref, object);
    const known = lists[list];
    if (known === undefined) lists[list] = [object];
    else known.push(object);
  }
  return lists;
}

/** A file that a package lists is in it, or in another that lists it as well; otherwise it was moved. */
function isListed(context: WriteContext, id: JsonValue, parent: string): boolean {
  const child = typeof id === 'string' ? context.byRef.get(id) : undefined;
  if (child === undefined || child.parent === undefined) return false;
  if (child.parent === parent) return true;
  const other = context.byRef.get(child.parent);
  const files = other === undefined ? undefined : own(restOf(other, FAMILY), 'hasFiles');
  return isList(files) && files.includes(child.ref);
}

function namespace(context: WriteContext, body: JsonMap): string {
  const { id } = context.bom;
  const isNamespace = id !== undefined && SPDX2_SCALARS.get('namespace')?.form.test(id) === true;
  if (isNamespace && formProblem('document', 'documentNamespace', id) === undefined) return id;
  return `https://spdx.org/spdxdocs/theriac-${contentUuid(JSON.stringify(body))}`;
}
