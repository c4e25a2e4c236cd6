/**
 * How one advisory of one package is stored in the index: a positional JSON array, because half a million malware
 * records would otherwise be mostly key names. What a reader must know to decide is here; text is in blocks.
 */
import {
  type Advisory,
  type AdvisoryKind,
  type CvssVector,
  type Interval,
  type IntervalEnd,
  type KevEntry,
  SEVERITIES,
  TheriacError,
} from '@theriac/core';
import type { OsvRecord } from './osv.ts';

/** An advisory as it applies to one package. */
export interface PackageRecord {
  readonly advisory: Advisory;
  /** Where it was read: `osv/npm`. */
  readonly source: string;
  /** Distribution release the entry is for, or the empty string. */
  readonly release: string;
  /** A public exploit is referenced. */
  readonly exploit: boolean;
  readonly intervals: readonly Interval[];
  /** Affected versions that no interval covers. */
  readonly versions: readonly string[];
  /** Block and position of its text; undefined when the record has none. */
  readonly prose: { readonly block: number; readonly index: number } | undefined;
  /** A range of the record could not be read, so a version that no interval covers may be affected all the same. */
  readonly incomplete?: true;
  /** Only in the embedded set, which has no separate index of facts. */
  readonly kev?: KevEntry;
}

const KINDS: readonly AdvisoryKind[] = ['vulnerability', 'malicious', 'unmaintained', 'unsound', 'notice'];
const ENDS = ['none', 'fixed', 'last_affected', 'limit'] as const;
const EXPLOIT = 1;
const INCOMPLETE = 2;

/** The title that malware records share; stored as 0 so that it costs one byte. */
function malwareTitle(name: string): string {
  return `Malicious code in ${name}`;
}

/**
 * @param part what holds for this package; `feed` is the number of the feed in the header of the index
 * @returns JSON text; it starts with the id, so that texts sort by id
 */
export function encodeRecord(
  source: OsvRecord,
  part: Pick<PackageRecord, 'release' | 'intervals' | 'versions' | 'prose'> & {
    readonly feed: number;
    readonly incomplete: boolean;
  },
): string {
  const title = source.kind === 'malicious' ? 0 : source.title;
  return JSON.stringify([
    source.id,
    KINDS.indexOf(source.kind),
    SEVERITIES.indexOf(source.severity),
    source.aliases,
    title,
    source.cvss.map((c) => [c.vector, c.score]),
    source.cwe.map((c) => Number(c.slice(4))),
    dayNumber(source.published),
    dayNumber(source.modified),
    (source.exploit ? EXPLOIT : 0) | (part.incomplete ? INCOMPLETE : 0),
    part.feed,
    part.release,
    part.prose === undefined ? -1 : part.prose.block,
    part.prose === undefined ? 0 : part.prose.index,
    part.intervals.map((i) =>
      i.end.kind === 'none' ? [i.introduced] : [i.introduced, ENDS.indexOf(i.end.kind), i.end.version],
    ),
    part.versions,
    ...(source.fixes.length === 0 ? [] : [source.fixes]),
  ]);
}

const FEED = 10;
const RELEASE = 11;
const PLACE = 12;
const INTERVALS = 14;
const FLAGS = 9;

/** A record in two: what holds for every package, and `[number, …]` of what holds for one. */
export function splitRecord(
  text: string,
  number: number,
): { readonly advice: string; readonly part: string } {
  const all = JSON.parse(text) as unknown[];
  const [release, intervals, versions, fixes] = [
    all[RELEASE],
    all[INTERVALS],
    all[INTERVALS + 1],
    all.slice(16),
  ];
  const flags = Number(all[FLAGS]);
  const advice = [...all.slice(0, FLAGS), flags & EXPLOIT, all[FEED], all[PLACE], all[PLACE + 1], ...fixes];
  return {
    advice: JSON.stringify(advice),
    part: JSON.stringify([number, release, intervals, versions, flags & INCOMPLETE]),
  };
}

/** The number of the advisory that a stored part refers to; undefined: it is a whole record. */
export function adviceOf(stored: unknown): number | undefined {
  const first: unknown = Array.isArray(stored) ? stored[0] : undefined;
  return isCount(first) ? first : undefined;
}

/** What {@link splitRecord} took apart. Whatever was stored: {@link decodeRecord} checks the shape. */
export function joinRecord(advice: unknown, part: unknown): unknown {
  if (!Array.isArray(advice) || !Array.isArray(part)) return undefined;
  const [, release, intervals, versions, incomplete] = part as unknown[];
  const [flags, feed, block, index, ...fixes] = advice.slice(FLAGS) as unknown[];
  if (!isCount(flags) || !isCount(incomplete)) return undefined;
  return [
    ...(advice.slice(0, FLAGS) as unknown[]),
    flags | incomplete,
    feed,
    release,
    block,
    index,
    intervals,
    versions,
    ...fixes,
  ];
}

/**
 * @param stored what `encodeRecord` wrote, parsed
 * @param name the package, for titles that are not stored
 * @param feeds the feeds in the header of the index
 */
export function decodeRecord(
  stored: unknown,
  name: string,
  feeds: readonly { readonly name: string }[],
  path: string,
): PackageRecord {
  if (!isStoredRecord(stored)) {
    throw new TheriacError('THERIAC_INDEX_CORRUPT', 'a record does not have the shape of this format', {
      path,
    });
  }
  const [
    id,
    kind,
    severity,
    aliases,
    title,
    cvss,
    cwe,
    published,
    modified,
    flags,
    feed,
    release,
    block,
    index,
    intervals,
    versions,
    fixes,
  ] = stored;
  const decodedKind = KINDS[kind] ?? 'vulnerability';
  return {
    advisory: {
      id,
      aliases,
      ...(fixes === undefined ? {} : { fixes }),
      kind: decodedKind,
      title: title === 0 ? malwareTitle(name) : title,
      severity: SEVERITIES[severity] ?? 'unknown',
      cvss: cvss.map(([vector, score]) => ({ version: vectorVersion(vector), vector, score })),
      cwe: cwe.map((n) => `CWE-${n}`),
      ...(published === 0 ? {} : { published: dayText(published) }),
      ...(modified === 0 ? {} : { modified: dayText(modified) }),
    },
    source: feeds[feed]?.name ?? '',
    release,
    exploit: (flags & EXPLOIT) !== 0,
    intervals: intervals.map(([introduced, end, version]) => ({ introduced, end: decodeEnd(end, version) })),
    versions,
    prose: block < 0 ? undefined : { block, index },
    ...((flags & INCOMPLETE) === 0 ? {} : { incomplete: true as const }),
  };
}

type StoredRecord = [
  id: string,
  kind: number,
  severity: number,
  aliases: string[],
  title: string | 0,
  cvss: [string, number][],
  cwe: number[],
  published: number,
  modified: number,
  flags: number,
  feed: number,
  release: string,
  block: number,
  index: number,
  intervals: [introduced: string, end?: number, version?: string][],
  versions: string[],
  fixes?: string[],
];

const DAY_MS = 86_400_000;

/** Days since 1970-01-01; 0 when the text is not a date. */
function dayNumber(text: string): number {
  const time = Date.parse(text);
  return Number.isNaN(time) ? 0 : Math.floor(time / DAY_MS);
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

const isText = (value: unknown): value is string => typeof value === 'string';
function isCount(value: unknown): value is number {
  return Number.isInteger(value);
}
const isListOf = (value: unknown, each: (entry: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(each);
const isTuple = (value: unknown, ...shape: ((entry: unknown) => boolean)[]): boolean =>
  Array.isArray(value) && value.length === shape.length && shape.every((is, i) => is(value[i]));

/** One check a field, in order: indexes may come from elsewhere, and a checksum proves no good will. */
const SHAPE: readonly ((value: unknown) => boolean)[] = [
  isText,
  isCount,
  isCount,
  (v) => isListOf(v, isText),
  (v) => v === 0 || isText(v),
  (v) => isListOf(v, (c) => isTuple(c, isText, (n) => typeof n === 'number')),
  (v) => isListOf(v, isCount),
  isCount,
  isCount,
  isCount,
  isCount,
  isText,
  isCount,
  isCount,
  (v) => isListOf(v, (i) => isTuple(i, isText) || isTuple(i, isText, isCount, isText)),
  (v) => isListOf(v, isText),
];

function isStoredRecord(stored: unknown): stored is StoredRecord {
  return isTuple(stored, ...SHAPE) || isTuple(stored, ...SHAPE, (v) => isListOf(v, isText));
}

function decodeEnd(end: number | undefined, version: string | undefined): IntervalEnd {
  const kind = ENDS[end ?? 0] ?? 'none';
  return kind === 'none' || version === undefined ? { kind: 'none' } : { kind, version };
}

function vectorVersion(vector: string): CvssVector['version'] {
  if (vector.startsWith('CVSS:4.0')) return '4.0';
  if (vector.startsWith('CVSS:3.1')) return '3.1';
  if (vector.startsWith('CVSS:3.0')) return '3.0';
  return '2.0';
}
