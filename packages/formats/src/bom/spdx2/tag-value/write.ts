/** A document in the JSON shape of SPDX 2 in the tag-value encoding. */
import type { JsonValue } from '@theriac/core';
import { isList, isMap, type JsonMap, own } from '../../document/json-fields.ts';
import { type Losses, pointer } from '../../model/losses.ts';
import { SPDX2_GRAMMAR } from '../grammar.ts';

export function writeTagValue(top: JsonMap, losses: Losses): string {
  return new TagValueWriter(losses).document(top);
}

const maps = (owner: JsonMap, key: string): JsonMap[] => {
  const items = own(owner, key);
  return isList(items) ? items.filter(isMap) : [];
};
const text = (owner: JsonMap, key: string): string => {
  const value = own(owner, key);
  return typeof value === 'string' ? value : '';
};

class TagValueWriter {
  readonly #losses: Losses;
  readonly #lines: string[] = [];

  constructor(losses: Losses) {
    this.#losses = losses;
  }

  document(top: JsonMap): string {
    this.#fields(top, 'document', '');
    for (const ref of maps(top, 'externalDocumentRefs')) {
      const sum = own(ref, 'checksum');
      const checksum = isMap(sum) ? `${text(sum, 'algorithm')}: ${text(sum, 'checksumValue')}` : '';
      this.#tag(
        'ExternalDocumentRef',
        `${text(ref, 'externalDocumentId')} ${text(ref, 'spdxDocument')} ${checksum}`,
      );
    }
    const creation = own(top, 'creationInfo');
    if (isMap(creation)) this.#fields(creation, 'creationInfo', '/creationInfo');
    this.#annotations(top, 'SPDXRef-DOCUMENT');
    for (const review of maps(top, 'revieweds')) this.#block(review, 'review');
    this.#elements(top);
    for (const [index, info] of maps(top, 'hasExtractedLicensingInfos').entries()) {
      this.#block(info, 'licensingInfo');
      if (Object.hasOwn(info, 'crossRefs'))
        this.#losses.add(
          pointer('/licenceTexts', index, 'rest', 'fields', 'crossRefs'),
          'tag-value has no tag for it',
        );
    }
    this.#lines.push('');
    const described = own(top, 'documentDescribes');
    for (const id of isList(described) ? described : [])
      this.#tag('Relationship', `SPDXRef-DOCUMENT DESCRIBES ${String(id)}`);
    for (const relationship of maps(top, 'relationships')) {
      const { spdxElementId, relationshipType, relatedSpdxElement } = relationship;
      this.#tag(
        'Relationship',
        `${String(spdxElementId)} ${String(relationshipType)} ${String(relatedSpdxElement)}`,
      );
      if (Object.hasOwn(relationship, 'comment'))
        this.#tag('RelationshipComment', text(relationship, 'comment'));
    }
    return `${this.#lines.join('\n')}\n`;
  }

  /** Files follow the package that they are in; those that are in none come first. */
  #elements(top: JsonMap): void {
    const files = new Map(maps(top, 'files').map((file) => [text(file, 'SPDXID'), file]));
    const packages = maps(top, 'packages');
    const owners = new Map<string, string>();
    const also: [string, string][] = [];
    for (const one of packages) {
      const listed = own(one, 'hasFiles');
      for (const id of isList(listed) ? listed : []) {
        if (typeof id !== 'string') continue;
        if (files.has(id) && !owners.has(id)) owners.set(id, text(one, 'SPDXID'));
        else also.push([text(one, 'SPDXID'), id]);
      }
    }
    for (const [id, file] of files) if (!owners.has(id)) this.#file(file);
    const inside = new Map<string, JsonMap[]>();
    for (const [id, owner] of owners) {
      const file = files.get(id);
      const list = inside.get(owner) ?? [];
      if (file !== undefined) list.push(file);
      inside.set(owner, list);
    }
    for (const one of packages) {
      this.#package(one);
      for (const file of inside.get(text(one, 'SPDXID')) ?? []) this.#file(file);
    }
    for (const snippet of maps(top, 'snippets')) this.#snippet(snippet);
    for (const [from, to] of also) this.#tag('Relationship', `${from} CONTAINS ${to}`);
  }

  #package(one: JsonMap): void {
    this.#block(one, 'package');
    for (const ref of maps(one, 'externalRefs')) {
      const { referenceCategory, referenceType, referenceLocator } = ref;
      this.#tag(
        'ExternalRef',
        `${String(referenceCategory)} ${String(referenceType)} ${String(referenceLocator)}`,
      );
      if (Object.hasOwn(ref, 'comment')) this.#tag('ExternalRefComment', text(ref, 'comment'));
    }
    this.#annotations(one, text(one, 'SPDXID'));
  }

  #file(file: JsonMap): void {
    this.#block(file, 'file');
    for (const project of maps(file, 'artifactOfs')) {
      this.#tag('ArtifactOfProjectName', text(project, 'name'));
      if (Object.hasOwn(project, 'homePage'))
        this.#tag('ArtifactOfProjectHomePage', text(project, 'homePage'));
      if (Object.hasOwn(project, 'projectUri'))
        this.#tag('ArtifactOfProjectURI', text(project, 'projectUri'));
    }
    this.#annotations(file, text(file, 'SPDXID'));
  }

  #snippet(snippet: JsonMap): void {
    this.#block(snippet, 'snippet');
    for (const range of maps(snippet, 'ranges')) {
      const [start, end] = [own(range, 'startPointer'), own(range, 'endPointer')];
      if (!isMap(start) || !isMap(end)) continue;
      for (const [tag, key] of [
        ['SnippetByteRange', 'offset'],
        ['SnippetLineRange', 'lineNumber'],
      ] as const) {
        if (Object.hasOwn(start, key) && Object.hasOwn(end, key))
          this.#tag(tag, `${String(start[key])}:${String(end[key])}`);
      }
    }
    this.#annotations(snippet, text(snippet, 'SPDXID'));
  }

  #annotations(owner: JsonMap, subject: string): void {
    for (const annotation of maps(owner, 'annotations')) {
      this.#fields(annotation, 'annotation', '');
      this.#tag('SPDXREF', subject);
    }
  }

  #block(object: JsonMap, type: string): void {
    this.#lines.push('');
    this.#fields(object, type, '');
  }

  #fields(object: JsonMap, type: string, at: string): void {
    for (const field of SPDX2_GRAMMAR.get(type)?.values() ?? []) {
      const value = own(object, field.name);
      // What has a form of several tags is written by whoever knows it.
      if (value === undefined || field.tag === null || COMPOSED.has(field.tag)) continue;
      for (const one of isList(value) ? value : [value]) {
        const said = valueText(one);
        this.#tag(field.tag, field.tag === 'PrimaryPackagePurpose' ? said.replaceAll('_', '-') : said);
      }
      if (isList(value) && value.length === 0)
        this.#losses.add(pointer(at, field.name), 'tag-value has no empty lists');
    }
  }

  #tag(tag: string, value: string): void {
    const plain = !value.includes('\n') && value === value.trim() && !value.startsWith('<text>');
    // What would end the text too early is written so that it does not.
    this.#lines.push(
      plain ? `${tag}: ${value}` : `${tag}: <text>${value.replaceAll('</text>', '</ text>')}</text>`,
    );
  }
}

const COMPOSED: ReadonlySet<string> = new Set(['ExternalRef', 'ExternalDocumentRef', 'Relationship']);

function valueText(value: JsonValue): string {
  if (!isMap(value)) return String(value);
  if (Object.hasOwn(value, 'algorithm'))
    return `${text(value, 'algorithm')}: ${text(value, 'checksumValue')}`;
  const excluded = own(value, 'packageVerificationCodeExcludedFiles');
  const files = isList(excluded) && excluded.length > 0 ? ` (excludes: ${excluded.join(', ')})` : '';
  return `${text(value, 'packageVerificationCodeValue')}${files}`;
}
