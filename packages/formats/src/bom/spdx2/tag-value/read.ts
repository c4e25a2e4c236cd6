/** The tag-value encoding of SPDX 2 (annex of the specification on serialisations) in the JSON shape. */
import type { BomProblem } from '@theriac/core';
import { plain } from '../../../text/plain-text.ts';
import { isList, isMap, type JsonMap, type MutableJson, own } from '../../document/json-fields.ts';
import { pointer } from '../../model/losses.ts';
import { SPDX2_GRAMMAR } from '../grammar.ts';

export interface TagValueDocument {
  readonly top: JsonMap;
  readonly problems: readonly BomProblem[];
  readonly lineOf: (pointer: string) => number | undefined;
  /** Line of a text that is not closed. */
  readonly cutAt?: number;
  /** Annotations of elements that are not in the text. */
  readonly strays: readonly StrayAnnotation[];
}

export interface StrayAnnotation {
  readonly subject: string;
  readonly line: number;
}

/** A tag with its value, which may have run over several lines. */
export interface Tagged {
  readonly tag: string;
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/** Which type a tag belongs to, and which field it is there. */
const FIELDS = new Map<string, { readonly type: string; readonly field: string; readonly list: boolean }>();
for (const [type, fields] of SPDX2_GRAMMAR) {
  // `SPDXID` belongs to whatever is being described, see below.
  for (const { name, tag, list } of fields.values())
    if (tag !== null && tag !== 'SPDXID') FIELDS.set(tag, { type, field: name, list });
}

/** Tags that begin something new, and the list of the document where it goes. */
const BEGINNINGS: Readonly<Record<string, readonly [type: string, list: string]>> = {
  PackageName: ['package', 'packages'],
  FileName: ['file', 'files'],
  SnippetSPDXID: ['snippet', 'snippets'],
  LicenseID: ['licensingInfo', 'hasExtractedLicensingInfos'],
  Reviewer: ['review', 'revieweds'],
};

export const NOT_CLOSED = 'a <text> is not closed';
const MORE = 'what follows </text> belongs to nothing, and was not read';

const hasMore = (line: string, end: number): boolean => line.slice(end + '</text>'.length).trim() !== '';

/** Lines as tags with values. What is neither a tag, a comment nor empty is a problem. */
export function* tagsOf(
  lines: Iterable<string>,
  problem: (line: number, what: string) => void,
): Generator<Tagged> {
  let number = 0;
  let open: { readonly tag: string; readonly line: number; readonly parts: string[] } | null = null;
  for (const raw of lines) {
    number += 1;
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (open !== null) {
      const end = line.indexOf('</text>');
      open.parts.push(end < 0 ? line : line.slice(0, end));
      if (end >= 0) {
        if (hasMore(line, end)) problem(number, MORE);
        yield { tag: open.tag, value: open.parts.join('\n'), line: open.line };
        open = null;
      }
      continue;
    }
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const colon = line.indexOf(':');
    const tag = colon < 0 ? '' : line.slice(0, colon).trim();
    if (!/^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(tag)) {
      problem(number, 'a line is neither “Tag: value” nor a comment');
      continue;
    }
    const rest = line.slice(colon + 1);
    const start = rest.indexOf('<text>');
    if (start < 0 || rest.slice(0, start).trim() !== '') {
      yield { tag, value: rest.trim(), line: number };
      continue;
    }
    const text = rest.slice(start + '<text>'.length);
    const end = text.indexOf('</text>');
    if (end >= 0) {
      if (hasMore(text, end)) problem(number, MORE);
      yield { tag, value: text.slice(0, end), line: number };
    } else open = { tag, line: number, parts: [text] };
  }
  if (open !== null) {
    problem(open.line, NOT_CLOSED);
    yield { tag: open.tag, value: open.parts.join('\n'), line: open.line };
  }
}

export function readTagValue(text: string): TagValueDocument {
  const reader = new TagValueReader();
  for (const tagged of tagsOf(text.split('\n'), reader.problem)) reader.take(tagged);
  return reader.finish();
}

class TagValueReader {
  readonly #problems: BomProblem[] = [];
  readonly #top: MutableJson = {};
  readonly #lines = new Map<string, number>();
  /** What is being described, by type, with its place. */
  readonly #current = new Map<string, { readonly object: MutableJson; readonly at: string }>();
  /** Whose `SPDXID` comes next. */
  #owner: 'document' | 'package' | 'file' = 'document';
  readonly #annotations: { readonly object: MutableJson; subject: string; readonly line: number }[] = [];
  readonly #ranges: {
    readonly snippet: MutableJson;
    readonly key: 'offset' | 'lineNumber';
    readonly value: string;
  }[] = [];

  constructor() {
    this.#current.set('document', { object: this.#top, at: '' });
  }

  problem = (line: number, what: string, at = '', remedy = 'Write “Tag: value”.'): void => {
    if (this.#problems.length < 1000)
      this.#problems.push({ code: 'schema/tag', severity: 'error', pointer: at, line, what, remedy });
  };

  take(tagged: Tagged): void {
    const { tag, value, line } = tagged;
    const beginning = Object.hasOwn(BEGINNINGS, tag) ? BEGINNINGS[tag] : undefined;
    if (beginning !== undefined) this.#begin(beginning[0], beginning[1], line);
    if (tag === 'SPDXID') {
      this.#put(this.#owner, 'SPDXID', value.replace(/^.*#/, ''), line, false);
      return;
    }
    if (SPECIAL_TAGS.has(tag)) {
      this.#special(tagged);
      return;
    }
    const known = FIELDS.get(tag);
    if (known === undefined) {
      this.problem(line, `SPDX 2 has no tag ${plain(tag, 60)}`, '', 'Remove it, or say it in an annotation.');
      return;
    }
    const { type, field, list } = known;
    if (tag === 'FilesAnalyzed' && !/^(?:true|false)$/.test(value))
      this.problem(line, `“${plain(value, 60)}” is neither true nor false`, '', 'Write true or false.');
    if (type === 'creationInfo') this.#creation();
    if (!this.#current.has(type)) {
      this.problem(
        line,
        `${tag} comes before the ${type} that it belongs to`,
        '',
        `Put it after its ${type}.`,
      );
      return;
    }
    this.#put(type, field, tagContent(tag, value), line, list);
  }

  #begin(type: string, listName: string, line: number): void {
    const items = own(this.#top, listName);
    const object: MutableJson = {};
    const at = pointer('', listName, isList(items) ? items.length : 0);
    // The list grows in place: copying it for every item would be quadratic.
    if (isList(items) && Array.isArray(items)) items.push(object);
    else this.#top[listName] = [object];
    this.#current.set(type, { object, at });
    this.#lines.set(at, line);
    if (type === 'package' || type === 'file') this.#owner = type;
    if (type === 'package') this.#current.delete('externalRef');
  }

  #creation(): void {
    if (this.#current.has('creationInfo')) return;
    const object: MutableJson = {};
    this.#top.creationInfo = object;
    this.#current.set('creationInfo', { object, at: '/creationInfo' });
  }

  #put(type: string, field: string, value: MutableJson[string], line: number, list: boolean): void {
    const target = this.#current.get(type);
    if (target === undefined) return;
    const at = pointer(target.at, field);
    const known = own(target.object, field);
    if (list) {
      if (Array.isArray(known)) known.push(value);
      else target.object[field] = [value];
      this.#lines.set(pointer(at, Array.isArray(known) ? known.length - 1 : 0), line);
    } else {
      if (known !== undefined) this.problem(line, `duplicate ${field}`, at, 'Keep one of them.');
      target.object[field] = value;
    }
    if (!this.#lines.has(at)) this.#lines.set(at, line);
    if (type === 'file' && field === 'fileName') this.#inPackage(target.object);
  }

  /** A file that follows a package belongs to it. */
  #inPackage(file: MutableJson): void {
    const around = this.#current.get('package')?.object;
    if (around === undefined) return;
    this.#packaged.push({ file, around });
  }
  readonly #packaged: { readonly file: MutableJson; readonly around: MutableJson }[] = [];

  #special({ tag, value, line }: Tagged): void {
    if (tag === 'Annotator') {
      const object: MutableJson = { annotator: value };
      this.#annotations.push({ object, subject: '', line });
      this.#current.set('annotation', { object, at: '/annotations' });
    } else if (tag === 'SPDXREF') {
      const last = this.#annotations.at(-1);
      if (last === undefined) this.problem(line, 'SPDXREF comes before any annotation');
      else last.subject = value.replace(/^.*#/, '');
    } else if (tag === 'Relationship') {
      const [from, type, to, ...more] = value.split(/\s+/);
      if (from === undefined || type === undefined || to === undefined || more.length > 0) {
        this.problem(line, 'a relationship is not “element TYPE element”', '/relationships');
        return;
      }
      if (type !== type.toUpperCase())
        this.problem(
          line,
          `${plain(type, 60)} is in lower case; types of relationships are in upper case`,
          '/relationships',
          `Write ${plain(type.toUpperCase(), 60)}.`,
        );
      this.#begin('relationship', 'relationships', line);
      const object = this.#current.get('relationship')?.object;
      if (object !== undefined)
        Object.assign(object, {
          spdxElementId: from,
          relationshipType: type.toUpperCase(),
          relatedSpdxElement: to,
        });
    } else if (tag === 'ExternalRef') {
      const [category, type, ...locator] = value.split(/\s+/);
      const around = this.#current.get('package');
      if (category === undefined || type === undefined || locator.length !== 1 || around === undefined) {
        this.problem(line, 'an external reference is not “CATEGORY type locator” of a package');
        return;
      }
      const object: MutableJson = {
        referenceCategory: category,
        referenceType: type,
        referenceLocator: locator[0] ?? '',
      };
      this.#put('package', 'externalRefs', object, line, true);
      this.#current.set('externalRef', { object, at: pointer(around.at, 'externalRefs') });
    } else if (tag === 'ExternalDocumentRef') {
      const [id, uri, algorithm, checksum] = value.split(/\s+/);
      if (id === undefined || uri === undefined || algorithm === undefined || checksum === undefined) {
        this.problem(line, 'an external document is not “DocumentRef-x URI ALGORITHM: checksum”');
        return;
      }
      const sum = { algorithm: algorithm.replace(/:$/, ''), checksumValue: checksum };
      const ref = { externalDocumentId: id, spdxDocument: uri, checksum: sum };
      this.#put('document', 'externalDocumentRefs', ref, line, true);
    } else if (tag === 'SnippetByteRange' || tag === 'SnippetLineRange') {
      const snippet = this.#current.get('snippet')?.object;
      if (snippet === undefined) this.problem(line, `${tag} comes before any snippet`);
      else this.#ranges.push({ snippet, key: tag === 'SnippetByteRange' ? 'offset' : 'lineNumber', value });
    } else {
      // `ArtifactOf…` describe a project that a file was taken from; the name begins a new one.
      const file = this.#current.get('file');
      if (file === undefined) {
        this.problem(line, `${tag} comes before any file`);
        return;
      }
      if (tag === 'ArtifactOfProjectName') {
        const object: MutableJson = { name: value };
        this.#put('file', 'artifactOfs', object, line, true);
        this.#current.set('artifactOf', { object, at: pointer(file.at, 'artifactOfs') });
      } else {
        this.#put(
          'artifactOf',
          tag === 'ArtifactOfProjectURI' ? 'projectUri' : 'homePage',
          value,
          line,
          false,
        );
      }
    }
  }

  finish(): TagValueDocument {
    for (const { file, around } of this.#packaged) {
      const id = own(file, 'SPDXID');
      if (typeof id !== 'string') continue;
      const known = own(around, 'hasFiles');
      if (Array.isArray(known)) known.push(id);
      else around.hasFiles = [id];
    }
    for (const { snippet, key, value } of this.#ranges) {
      const [start = '', end = ''] = value.split(':');
      const reference = own(snippet, 'snippetFromFile');
      const point = (text: string): MutableJson => ({
        ...(typeof reference === 'string' ? { reference } : {}),
        [key]: Number(text.trim()),
      });
      const range = { startPointer: point(start), endPointer: point(end) };
      const known = own(snippet, 'ranges');
      if (Array.isArray(known)) known.push(range);
      else snippet.ranges = [range];
    }
    this.#placeAnnotations();
    const cutAt = this.#problems.find((p) => p.what === NOT_CLOSED)?.line;
    return {
      top: this.#top,
      problems: this.#problems,
      lineOf: (at) => this.#lineOf(at),
      strays: this.#strays,
      ...(cutAt === undefined ? {} : { cutAt }),
    };
  }

  readonly #strays: StrayAnnotation[] = [];

  #placeAnnotations(): void {
    const elements = new Map<string, MutableJson>();
    for (const list of ['packages', 'files', 'snippets']) {
      const items = own(this.#top, list);
      for (const item of isList(items) ? items : []) {
        const id = isMap(item) ? own(item, 'SPDXID') : undefined;
        if (isMap(item) && typeof id === 'string') elements.set(id, item);
      }
    }
    for (const { object, subject, line } of this.#annotations) {
      const target = subject === 'SPDXRef-DOCUMENT' ? this.#top : elements.get(subject);
      if (target === undefined) {
        this.#strays.push({ subject, line });
        this.problem(
          line,
          'an annotation is of no element of the document',
          '/annotations',
          'Write SPDXREF: …',
        );
        continue;
      }
      const known = own(target, 'annotations');
      if (Array.isArray(known)) known.push(object);
      else target.annotations = [object];
    }
  }

  /** Of the field itself, else of what it is in. */
  #lineOf(at: string): number | undefined {
    for (let key = at; key !== ''; key = key.slice(0, key.lastIndexOf('/'))) {
      const line = this.#lines.get(key);
      if (line !== undefined) return line;
    }
    return undefined;
  }
}

const SPECIAL_TAGS: ReadonlySet<string> = new Set([
  'Annotator',
  'SPDXREF',
  'Relationship',
  'ExternalRef',
  'ExternalDocumentRef',
  'SnippetByteRange',
  'SnippetLineRange',
  'ArtifactOfProjectName',
  'ArtifactOfProjectHomePage',
  'ArtifactOfProjectURI',
]);

/** The values that are more than text. */
function tagContent(tag: string, value: string): MutableJson[string] {
  // The one word that the two encodings spell differently (§7.24).
  if (tag === 'PrimaryPackagePurpose') return value.replaceAll('-', '_');
  if (tag === 'FilesAnalyzed') return /^true$/i.test(value) ? true : /^false$/i.test(value) ? false : value;
  if (tag === 'PackageChecksum' || tag === 'FileChecksum') {
    const colon = value.indexOf(':');
    return { algorithm: value.slice(0, colon).trim(), checksumValue: value.slice(colon + 1).trim() };
  }
  if (tag === 'PackageVerificationCode') {
    const open = value.indexOf('(');
    if (open < 0) return { packageVerificationCodeValue: value };
    const inside = value.slice(open + 1, value.endsWith(')') ? -1 : undefined).replace(/^\s*excludes:/, '');
    return {
      packageVerificationCodeValue: value.slice(0, open).trim(),
      packageVerificationCodeExcludedFiles: inside.split(',').map((name) => name.trim()),
    };
  }
  return value;
}
