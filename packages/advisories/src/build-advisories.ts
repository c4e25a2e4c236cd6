/** Feeds of one ecosystem or distribution → its index file. */
import {
  type AdvisorySet,
  type EventProblem,
  type IndexInfo,
  type Interval,
  intervalsOf,
  matchesInterval,
  TheriacError,
  type VersionScheme,
} from '@theriac/core';
import { readFeedZip } from './feed-zip.ts';
import { fileSha256 } from './file-hash.ts';
import { FlatFileWriter } from './flat-file-writer.ts';
import { adviceKey, artifactKey, artifactOf, idKey, keepsReleasesApart, packageKey } from './index-keys.ts';
import { type OsvAffected, type OsvRecord, readOsv } from './osv.ts';
import { encodeRecord, splitRecord } from './records.ts';
import { SpilledLists } from './spilled-lists.ts';

/** One zip of OSV records and what to call it: `osv/npm`. */
export interface AdvisoryFeed {
  readonly name: string;
  readonly path: string;
}

/** What the header of an advisory index says. */
export interface AdvisoryIndexMeta extends IndexInfo {
  readonly format: 'advisories';
  /** Records that were refused, by reason; they count against coverage. */
  readonly refused: Readonly<Record<string, number>>;
  /** Releases of distributions that records are about, sorted; empty for registries. */
  readonly releases: readonly string[];
}

export interface BuildOptions {
  readonly set: AdvisorySet;
  readonly feeds: readonly AdvisoryFeed[];
  /** Where the index goes. */
  readonly path: string;
  /** RFC 3339 without fraction. */
  readonly builtAt: string;
  /** Called every few thousand records with the number read. */
  readonly progress?: (records: number) => void;
}

/** Text is collected to this size before it becomes a compressed block. */
const BLOCK_TEXT = 96 * 1024;
const PROGRESS_EVERY = 2_000;

export async function buildAdvisoryIndex(options: BuildOptions): Promise<AdvisoryIndexMeta> {
  const { set } = options;
  const writer = new FlatFileWriter(options.path);
  const packages = new SpilledLists(options.path);
  try {
    const names = new Set<string>();
    const ids = new Map<string, string | string[]>();
    const seen = new Set<string>();
    const refused: Record<string, number> = {};
    const releases = new Set<string>();
    const prose = new ProseBlocks(writer);
    const building: Building = { set, writer, prose, packages, names, ids };
    const feeds: { name: string; sha256: string; newest: string; records: number }[] = [];
    let total = 0;
    for (const [number, feed] of options.feeds.entries()) {
      let newest = '';
      let records = 0;
      for await (const entry of readFeedZip(feed.path)) {
        const reading =
          'refused' in entry ? { state: 'refused' as const, reason: entry.refused } : readOsv(entry.json);
        if (reading.state === 'refused') refused[reading.reason] = (refused[reading.reason] ?? 0) + 1;
        if (reading.state !== 'record') continue;
        const { record } = reading;
        if (record.modified > newest) newest = record.modified;
        // The same record in two feeds (a mirror of the bucket and a malware feed): the first one is kept.
        if (seen.has(record.id)) continue;
        seen.add(record.id);
        if (addRecord(record, { feed: number, number: total }, building)) records += 1;
        for (const { release, index } of record.affected)
          if (release !== '' && index === set.id) releases.add(release);
        total += 1;
        if (total % PROGRESS_EVERY === 0) options.progress?.(total);
      }
      feeds.push({ name: feed.name, sha256: fileSha256(feed.path), newest, records });
    }
    const records = feeds.reduce((sum, f) => sum + f.records, 0);
    if (options.feeds.length > 0 && records === 0) {
      const [first] = options.feeds;
      throw new TheriacError('THERIAC_FEED_INVALID', `no usable ${set.title} record in the feed`, {
        path: first?.path ?? '',
      });
    }
    prose.flush();
    for (const key of packages.keys()) writer.put(key, `[${packages.get(key).sort().join(',')}]`);
    const artifacts = Map.groupBy([...names].filter((name) => name.includes(':')).sort(), artifactOf);
    for (const artifact of [...artifacts.keys()].sort())
      if (set.id === 'maven') writer.put(artifactKey(artifact), JSON.stringify(artifacts.get(artifact)));
    for (const id of [...ids.keys()].sort()) {
      const named = ids.get(id) ?? [];
      writer.put(id, JSON.stringify(typeof named === 'string' ? [named] : [...new Set(named)].sort()));
    }
    const meta: AdvisoryIndexMeta = {
      format: 'advisories',
      ecosystem: set.id,
      source: 'index',
      records,
      builtAt: options.builtAt,
      feeds,
      refused,
      releases: [...releases].sort(),
    };
    writer.finish(meta);
    return meta;
  } catch (error) {
    writer.abort();
    throw error;
  } finally {
    packages.close();
  }
}

/** What grows while an index is built. */
interface Building {
  readonly set: AdvisorySet;
  readonly writer: FlatFileWriter;
  readonly prose: ProseBlocks;
  /** Records by key. */
  readonly packages: SpilledLists;
  readonly names: Set<string>;
  /** Names of the packages that an id concerns. */
  readonly ids: Map<string, string | string[]>;
}

/**
 * @param feed its number in the header
 * @param number of the record in the index
 * @returns whether the record concerned this index
 */
function addRecord(
  record: OsvRecord,
  { feed, number }: { readonly feed: number; readonly number: number },
  { set, writer, prose, packages, names: known, ids }: Building,
): boolean {
  const affected = record.affected.filter((a) => a.index === set.id);
  if (affected.length === 0) return false;
  const place =
    record.prose.details === '' && record.prose.references.length === 0 ? undefined : prose.add(record);
  const names = new Set<string>();
  const isApart = keepsReleasesApart(set.id);
  for (const [key, parts] of groupByPackage(affected, set)) {
    const [first] = parts;
    if (first === undefined) continue;
    const { intervals, versions, incomplete } = mergeParts(parts, set.scheme);
    const name = set.normalizeName(first.name);
    const text = encodeRecord(record, {
      feed,
      release: first.release,
      intervals,
      versions,
      incomplete,
      prose: place,
    });
    if (isApart) {
      const { advice, part } = splitRecord(text, number);
      if (names.size === 0) writer.put(adviceKey(number), advice);
      packages.add(packageKey(name, first.release), part);
    } else packages.add(packageKey(name), text);
    known.add(name);
    names.add(key.slice(key.indexOf('\n') + 1));
  }
  for (const spelled of [record.id, ...record.aliases, ...record.fixes]) {
    const id = idKey(spelled);
    for (const name of names) {
      const present = ids.get(id);
      if (present === undefined) ids.set(id, name);
      else if (typeof present === 'string') ids.set(id, [present, name]);
      else present.push(name);
    }
  }
  return true;
}

/** Several `affected` entries of one package and release are one record in the index. */
function groupByPackage(affected: readonly OsvAffected[], set: AdvisorySet): Map<string, OsvAffected[]> {
  return Map.groupBy(affected, (part) => `${part.release}\n${set.normalizeName(part.name)}`);
}

function mergeParts(
  parts: readonly OsvAffected[],
  scheme: VersionScheme,
): { intervals: Interval[]; versions: string[]; incomplete: boolean } {
  const intervals = new Map<string, Interval>();
  let incomplete = false;
  // A lost end leaves the range open, which errs on the side of the patient; a lost beginning loses the range.
  const report = ({ reason }: EventProblem): void => {
    if (reason !== 'empty-interval') incomplete = true;
  };
  for (const part of parts) {
    for (const events of part.ranges) {
      for (const interval of intervalsOf(scheme, events, report))
        intervals.set(JSON.stringify(interval), interval);
    }
  }
  const merged = [...intervals.keys()].sort().flatMap((key) => intervals.get(key) ?? []);
  const versions = new Set<string>();
  for (const part of parts) {
    for (const version of part.versions) {
      // Enumerated versions that an interval covers anyway only make the index larger.
      if (!merged.some((interval) => matchesInterval(scheme, version, interval))) versions.add(version);
    }
  }
  return { intervals: merged, versions: [...versions].sort(), incomplete };
}

class ProseBlocks {
  readonly #writer: FlatFileWriter;
  #texts: string[] = [];
  #bytes = 0;
  #number = 0;

  constructor(writer: FlatFileWriter) {
    this.#writer = writer;
  }

  /** Where the text of `record` will be found. */
  add(record: OsvRecord): { block: number; index: number } {
    const text = JSON.stringify([record.prose.details, record.prose.references.map((r) => [r.type, r.url])]);
    if (this.#bytes + text.length > BLOCK_TEXT) this.flush();
    this.#texts.push(text);
    this.#bytes += text.length;
    return { block: this.#number, index: this.#texts.length - 1 };
  }

  flush(): void {
    if (this.#texts.length === 0) return;
    this.#number = this.#writer.putBlock(`[${this.#texts.join(',')}]`) + 1;
    this.#texts = [];
    this.#bytes = 0;
  }
}
