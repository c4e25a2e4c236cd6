/**
 * Documents that are too large to hold as a whole. They are read in pieces, and of each piece is kept what a scan
 * needs: components with their names, versions, identifiers, scopes, hashes and licences, the graph, and what the
 * document says of its own completeness. Not kept: descriptions, evidence, pedigree, external references, licence
 * texts, annotations, vulnerabilities and everything that only one format says. Such a document is for scanning, not
 * for writing back.
 */
import { type BomRead, type JsonValue, TheriacError } from '@theriac/core';
import { type JsonFault, jsonFaults, readJsonPieces } from '@theriac/read/json';
import { readXmlNodes } from '@theriac/read/xml';
import { readCycloneDx } from '../cyclonedx/read/document.ts';
import { versionRank } from '../cyclonedx/versions.ts';
import { readCycloneDxXml } from '../cyclonedx/xml/read.ts';
import { isList, isMap, type JsonMap, type MutableJson, own } from '../document/json-fields.ts';
import { UnknownList } from '../model/unknown-list.ts';
import { reportCut, reportFault } from '../read.ts';
import { readSpdx2 } from '../spdx2/read/document.ts';
import { NOT_CLOSED, readTagValue, tagsOf } from '../spdx2/tag-value/read.ts';
import { readSpdx3 } from '../spdx3/read/document.ts';
import { decoded } from './parts.ts';
import { type LargeUse, slim } from './slim.ts';

/** Characters in which a document says what it is. */
const BEGINNING = 4096;

const CYCLONEDX_KEYS = new Set([
  'bomFormat',
  'specVersion',
  'serialNumber',
  'version',
  'metadata',
  'components',
  'services',
  'dependencies',
  'compositions',
]);
const SPDX2_KEYS = new Set([
  'spdxVersion',
  'SPDXID',
  'name',
  'documentNamespace',
  'creationInfo',
  'documentDescribes',
  'packages',
  'files',
  'snippets',
  'relationships',
]);

const SPDX3_KEYS = ['@context', '@graph'];
/** What only profiles ask for. */
const JUDGED_KEYS = ['vulnerabilities', 'properties', 'annotations', 'externalDocumentRefs'];

/**
 * @param chunks of the document in UTF-8, read once from the beginning
 * @param use what is kept
 * @returns null for anything that is not CycloneDX (JSON, XML) or SPDX (JSON, tag-value)
 * @throws TheriacError as `readBom` does; THERIAC_INPUT_LIMIT for a single item that is too large
 */
export function readLargeBom(
  chunks: Iterable<Uint8Array>,
  path: string,
  use: LargeUse = 'scan',
): LargeBomRead | null {
  const texts = decoded(chunks);
  let head = '';
  while (head.length < BEGINNING) {
    const next = texts.next();
    if (next.done === true) break;
    head += next.value;
  }
  const beginning = head.trimStart();
  const all = withFirst(head, texts);
  if (beginning.startsWith('<')) {
    return /cyclonedx\.org\/schema\/bom/i.test(beginning.slice(0, BEGINNING))
      ? fromXml(all, path, use)
      : null;
  }
  if (beginning.startsWith('{')) return fromJson(all, path, use);
  return /^[ \t]*SPDXVersion[ \t]*:/m.test(beginning.slice(0, BEGINNING))
    ? fromTagValue(all, path, use)
    : null;
}

function* withFirst(first: string, others: Iterable<string>): Generator<string> {
  yield first;
  yield* others;
}

export interface LargeBomRead extends BomRead {
  /** Lets go of the components: whoever turns them into something else need not hold both. */
  readonly forget: () => void;
}

interface Collected {
  readonly use: LargeUse;
  readonly top: MutableJson;
  readonly lines: Map<string, number>;
  readonly ids: Map<string, string>;
  /** Whether strings of items are cut out of larger ones. */
  readonly cutOut: boolean;
  /** Line of a text that is not closed. */
  cutAt?: number;
  /** What makes the text ambiguous: the first few. */
  readonly faults: JsonFault[];
  /** Line of the first character that stands for bytes that are none. */
  replacedAt?: number;
}

const nothing = (use: LargeUse, cutOut: boolean): Collected => ({
  use,
  top: {},
  lines: new Map(),
  ids: new Map(),
  cutOut,
  faults: [],
});

function collect(collected: Collected, list: string, item: JsonValue, line: number): void {
  const { top, lines, cutOut, use } = collected;
  const some = slim(item, list, use);
  const kept = shared(cutOut ? copied(some) : some, collected.ids);
  const known = top[list];
  if (Array.isArray(known)) known.push(kept);
  else top[list] = [kept];
  const id = isMap(kept) ? (kept['bom-ref'] ?? kept.SPDXID ?? kept.spdxId) : undefined;
  if (typeof id === 'string' && !lines.has(id)) lines.set(id, line);
}

/** Fields that hold the id of an item, ids of others, or what many items say: each text is in memory once. */
const IDS: readonly string[] = [
  'bom-ref',
  'ref',
  'SPDXID',
  'spdxElementId',
  'relatedSpdxElement',
  'relationshipType',
  'licenseDeclared',
  'licenseConcluded',
  'primaryPackagePurpose',
  'type',
  'spdxId',
  'creationInfo',
  'from',
  'suppliedBy',
];

function shared(item: JsonValue, ids: Map<string, string>): JsonValue {
  if (!isMap(item)) return item;
  const once = (text: string): string => {
    const known = ids.get(text);
    if (known !== undefined) return known;
    ids.set(text, text);
    return text;
  };
  const result: MutableJson = { ...item };
  for (const field of IDS) {
    const value = own(item, field);
    if (typeof value === 'string') result[field] = once(value);
  }
  for (const field of ['dependsOn', 'to']) {
    const ends = own(item, field);
    if (isList(ends)) result[field] = ends.map((one) => (typeof one === 'string' ? once(one) : one));
  }
  for (const field of ['externalRefs', 'checksums', 'hashes']) {
    const rows = own(item, field);
    if (isList(rows)) result[field] = rows.map((row) => wordsOnce(row, once));
  }
  return result;
}

/** The words of a row that many items say. */
const ROW_WORDS: readonly string[] = ['referenceCategory', 'referenceType', 'algorithm', 'alg'];

function wordsOnce(row: JsonValue, once: (text: string) => string): JsonValue {
  if (!isMap(row)) return row;
  const result: MutableJson = { ...row };
  for (const field of ROW_WORDS) {
    const word = own(row, field);
    if (typeof word === 'string') result[field] = once(word);
  }
  return result;
}

/** A string that was cut out of a larger one keeps the larger one in memory; what is written and read again does not. */
function copied(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value));
}

function fromJson(texts: Iterable<string>, path: string, use: LargeUse): LargeBomRead | null {
  const collected = nothing(use, false);
  const { top } = collected;
  for (const { key, index, text, line } of readJsonPieces(
    texts,
    path,
    new Set([...CYCLONEDX_KEYS, ...SPDX2_KEYS, ...SPDX3_KEYS, ...(use === 'quality' ? JUDGED_KEYS : [])]),
    (key, line) => {
      if (collected.faults.length < MOST_FAULTS) collected.faults.push(duplicate(key, line));
    },
  )) {
    let value: JsonValue;
    try {
      value = JSON.parse(text);
    } catch {
      throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not valid JSON', { path, line });
    }
    if (text.includes('\ufffd')) collected.replacedAt ??= line;
    if (collected.faults.length < MOST_FAULTS)
      for (const fault of jsonFaults(text, value))
        collected.faults.push({ ...fault, line: fault.line + line - 1 });
    if (index === null) top[key] = key === 'metadata' && isMap(value) ? slimMetadata(value, use) : value;
    else if (key === '@context') top[key] = [...listOf(top[key]), value];
    else collect(collected, key, value, line);
  }
  if (top.bomFormat === 'CycloneDX')
    return read(collected, path, 'cyclonedx', String(top.specVersion ?? ''), 'json');
  const version3 = /spdx\.org\/rdf\/(3\.[0-9.]{1,10})\//.exec(JSON.stringify(top['@context'] ?? ''))?.[1];
  if (version3 !== undefined && isList(top['@graph'])) return read(collected, path, 'spdx', version3, 'json');
  const version = typeof top.spdxVersion === 'string' ? top.spdxVersion : '';
  return version.startsWith('SPDX-2.')
    ? read(collected, path, 'spdx', version.slice('SPDX-'.length), 'json')
    : null;
}

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);

const MOST_FAULTS = 20;

function duplicate(key: string, line: number): JsonFault {
  return { kind: 'duplicate-key', what: `duplicate key ${JSON.stringify(key.slice(0, 60))}`, key, line };
}

function slimMetadata(metadata: JsonMap, use: LargeUse): JsonMap {
  const { component, timestamp, tools, lifecycles } = metadata;
  return {
    ...(use === 'quality' ? metadata : {}),
    ...(component === undefined ? {} : { component: slim(component, 'components', use) }),
    ...(timestamp === undefined ? {} : { timestamp }),
    ...(tools === undefined ? {} : { tools }),
    ...(lifecycles === undefined ? {} : { lifecycles }),
  };
}

function fromXml(texts: Iterable<string>, path: string, use: LargeUse): LargeBomRead | null {
  const collected = nothing(use, true);
  const { top } = collected;
  let uri = '';
  const versionOf = (): string => /\/(\d+\.\d+)$/.exec(uri)?.[1] ?? '';
  const lists = new Set(['components', 'services', 'dependencies', 'compositions']);
  if (use === 'quality') for (const key of JUDGED_KEYS) lists.add(key);
  readXmlNodes(texts, path, (node, ancestors) => {
    const root = ancestors[0] ?? node;
    uri = root.uri;
    if (ancestors.length === 0) {
      const { serialNumber, version } = readCycloneDxXml({ ...node, content: [] }, versionOf()).top;
      if (serialNumber !== undefined) top.serialNumber = serialNumber;
      if (version !== undefined) top.version = version;
      return false;
    }
    if (ancestors.length === 1 && node.local !== 'metadata') return false;
    if (ancestors.length === 1) {
      // A document that holds only its metadata is read like any other.
      const holder = { ...root, content: [node] };
      const { metadata } = readCycloneDxXml(holder, versionOf()).top;
      if (isMap(metadata)) top.metadata = slimMetadata(metadata, use);
      return false;
    }
    const list = ancestors[1]?.local ?? '';
    if (ancestors.length !== 2 || !lists.has(list)) return ancestors.length > 2 || list === 'metadata';
    const wrapper = { ...(ancestors[1] ?? node), content: [node] };
    const items = readCycloneDxXml({ ...root, content: [wrapper] }, versionOf()).top[list];
    if (JSON.stringify(items ?? null).includes('\ufffd')) collected.replacedAt ??= node.line;
    for (const item of Array.isArray(items) ? items : []) collect(collected, list, item, node.line);
    return false;
  });
  if (versionRank(versionOf()) < 0) return null;
  return read(collected, path, 'cyclonedx', versionOf(), 'xml');
}

/** Tags that begin a new element; what is between two of them is one element. */
const BEGINNINGS = new Set(['PackageName', 'FileName', 'SnippetSPDXID', 'LicenseID']);
/** Lines that are read at once. */
const MOST_WAITING = 50_000;
/** Of the document; they are before its first element. */
const HEADER = new Set(['SPDXVersion', 'SPDXID', 'DocumentName', 'DocumentNamespace', 'Created', 'Creator']);

function fromTagValue(texts: Iterable<string>, path: string, use: LargeUse): LargeBomRead | null {
  const collected = nothing(use, true);
  let waiting: string[] = [];
  let line = 1;
  let inHeader = true;
  /** The package that files follow. */
  let around: string | undefined;
  const flush = (): void => {
    const { top } = readTagValue(waiting.join('\n'));
    for (const list of ['packages', 'files', 'snippets'] as const) {
      const items = top[list];
      for (const item of Array.isArray(items) ? items : []) {
        collect(collected, list, item, line);
        const id: unknown = isMap(item) ? item.SPDXID : undefined;
        if (list === 'packages') around = typeof id === 'string' ? id : undefined;
        else if (list === 'files' && around !== undefined && typeof id === 'string')
          collect(
            collected,
            'relationships',
            { spdxElementId: around, relationshipType: 'CONTAINS', relatedSpdxElement: id },
            line,
          );
      }
    }
    for (const key of ['spdxVersion', 'SPDXID', 'name', 'documentNamespace', 'creationInfo']) {
      const value = top[key];
      if (value !== undefined && collected.top[key] === undefined && inHeader) collected.top[key] = value;
    }
    const related = top.relationships;
    for (const item of Array.isArray(related) ? related : []) collect(collected, 'relationships', item, line);
    waiting = [];
  };
  const problem = (at: number, what: string): void => {
    if (what === NOT_CLOSED) collected.cutAt = at;
  };
  for (const tagged of tagsOf(linesOf(texts), problem)) {
    if (BEGINNINGS.has(tagged.tag)) {
      flush();
      inHeader = false;
      line = tagged.line;
    }
    // The graph often is at the end, behind the last element, and is as large as all of them.
    else if (tagged.tag === 'Relationship' && waiting.length > MOST_WAITING) flush();
    // Texts are not kept, so that no element is large.
    const needed = !inHeader || HEADER.has(tagged.tag) || tagged.tag.startsWith('Relationship');
    if (tagged.value.includes('\ufffd')) collected.replacedAt ??= tagged.line;
    if (needed && tagged.value.length < 10_000)
      // Said again as text, whatever it looks like.
      waiting.push(`${tagged.tag}: <text>${tagged.value}</text>`);
  }
  flush();
  const version = String(collected.top.spdxVersion ?? '');
  if (!version.startsWith('SPDX-2.')) return null;
  return read(collected, path, 'spdx', version.slice('SPDX-'.length), 'tag-value');
}

function* linesOf(texts: Iterable<string>): Generator<string> {
  let rest = '';
  for (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function read(
  { top, lines, ids, cutAt, faults, replacedAt }: Collected,
  path: string,
  format: 'cyclonedx' | 'spdx',
  version: string,
  encoding: 'json' | 'xml' | 'tag-value',
): LargeBomRead {
  // They have done their work.
  ids.clear();
  const unknowns = new UnknownList(path);
  if (cutAt !== undefined) reportCut(path, cutAt, unknowns);
  for (const fault of faults.slice(0, MOST_FAULTS)) reportFault(fault, path, unknowns);
  if (replacedAt !== undefined)
    unknowns.addLoss('encoding', 'the document has bytes that are not UTF-8', { path, line: replacedAt });
  const context = {
    release: true,
    source: { format, version, encoding },
    unknowns,
    locate: (ref: string) => {
      const line = lines.get(ref);
      return line === undefined ? { path } : { path, line };
    },
  };
  const whole =
    format === 'cyclonedx'
      ? readCycloneDx(top, context)
      : version.startsWith('3.')
        ? readSpdx3(top, context)
        : readSpdx2(top, context);
  const components = [...whole.components];
  const bom = { ...whole, components };
  return {
    bom,
    unknowns: unknowns.list(),
    problems: [],
    lineOf: (ref) => lines.get(ref),
    forget: () => {
      components.length = 0;
    },
  };
}
