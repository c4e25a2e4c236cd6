/**
 * Facts that cut across ecosystems, in one index: which CVEs are exploited (CISA KEV), how likely exploitation is
 * (FIRST EPSS), and which release lines have ended (endoflife.date).
 */
import { closeSync, fstatSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type EolCycle, type EpssScore, type IndexInfo, type KevEntry, TheriacError } from '@theriac/core';
import { fileSha256 } from './file-hash.ts';
import type { FlatFile } from './flat-file.ts';
import { FlatFileWriter } from './flat-file-writer.ts';
import { isIndexInfo } from './index-info.ts';
import { openFeed, unreadableFeed } from './regular-file.ts';

export interface FactFeeds {
  /** KEV catalogues; the newest wins, entry by entry. */
  readonly kev: readonly string[];
  /** `epss_scores-*.csv.gz`; at most one is used, the first. */
  readonly epss: readonly string[];
  /** `<product>.json` of endoflife.date. */
  readonly eol: readonly string[];
}

export interface FactsMeta extends IndexInfo {
  readonly format: 'facts';
  readonly ecosystem: 'facts';
  /** Days the feeds speak of, YYYY-MM-DD; empty when the feed was not there. */
  readonly kevDate: string;
  readonly epssDate: string;
}

const MAX_LABEL = 100;
const MAX_FEED_BYTES = 256 * 1024 * 1024;

export function buildFactsIndex(feeds: FactFeeds, path: string, builtAt: string): FactsMeta {
  const writer = new FlatFileWriter(path);
  try {
    const kev = readKev(feeds.kev);
    const epss = readEpss(feeds.epss[0]);
    const cves = [...new Set([...kev.entries.keys(), ...epss.scores.keys()])].sort();
    for (const cve of cves) {
      writer.put(`cve:${cve}`, JSON.stringify([kev.entries.get(cve) ?? 0, epss.scores.get(cve) ?? 0]));
    }
    const products = feeds.eol.map((file) => ({ product: basename(file, '.json'), cycles: readEol(file) }));
    products.sort((a, b) => (a.product < b.product ? -1 : 1));
    for (const { product, cycles } of products) writer.put(`eol:${product}`, JSON.stringify(cycles));
    const described = [
      ...feeds.kev.map((file) => ({
        name: `kev/${basename(file)}`,
        file,
        newest: kev.date,
        records: kev.entries.size,
      })),
      ...feeds.epss.slice(0, 1).map((file) => ({
        name: `epss/${basename(file)}`,
        file,
        newest: epss.date,
        records: epss.scores.size,
      })),
    ];
    const meta: FactsMeta = {
      format: 'facts',
      ecosystem: 'facts',
      source: 'index',
      records: cves.length + products.length,
      builtAt,
      feeds: described.map(({ name, file, newest, records }) => ({
        name,
        sha256: fileSha256(file),
        newest,
        records,
      })),
      kevDate: kev.date,
      epssDate: epss.date,
    };
    writer.finish(meta);
    return meta;
  } catch (error) {
    writer.abort();
    throw error;
  }
}

export class FactsIndex {
  readonly meta: FactsMeta;
  readonly #file: FlatFile;

  constructor(file: FlatFile) {
    const { meta } = file;
    if (!isIndexInfo(meta, 'facts', 'facts'))
      throw new TheriacError('THERIAC_INDEX_CORRUPT', 'not an index of facts', { path: file.path });
    const { kevDate = '', epssDate = '' } = meta as Partial<FactsMeta>;
    this.meta = { ...meta, format: 'facts', ecosystem: 'facts', kevDate, epssDate };
    this.#file = file;
  }

  cve(id: string): { kev?: KevEntry; epss?: EpssScore } {
    const stored = this.#file.get(`cve:${id}`);
    if (stored === undefined) return {};
    if (!isStoredCve(stored))
      throw new TheriacError('THERIAC_INDEX_CORRUPT', 'a fact does not have the shape of this format', {
        path: this.#file.path,
      });
    const [kev, epss] = stored;
    return {
      ...(kev === 0
        ? {}
        : { kev: { cve: id, dateAdded: kev[0], dueDate: kev[1], ransomware: kev[2] === 1 } }),
      ...(epss === 0 ? {} : { epss: { score: epss[0], percentile: epss[1] } }),
    };
  }

  eol(product: string): readonly EolCycle[] {
    const stored = this.#file.get(`eol:${product}`);
    return stored === undefined ? [] : readCycles(stored, this.#file.path);
  }

  close(): void {
    this.#file.close();
  }
}

type StoredCve = [kev: StoredKev | 0, epss: [score: number, percentile: number] | 0];

function isStoredCve(stored: unknown): stored is StoredCve {
  if (!Array.isArray(stored) || stored.length !== 2) return false;
  const [kev, epss] = stored as unknown[];
  return (
    (kev === 0 || (Array.isArray(kev) && kev.length === 3 && kev.slice(0, 2).every(isDayOrEmpty))) &&
    (epss === 0 || (Array.isArray(epss) && epss.length === 2 && epss.every((n) => typeof n === 'number')))
  );
}

type StoredKev = [dateAdded: string, dueDate: string, ransomware: 0 | 1];

function readKev(files: readonly string[]): { date: string; entries: Map<string, StoredKev> } {
  const catalogues = files.map((path) => {
    const catalogue = object(readJsonFeed(path));
    const vulnerabilities = catalogue.vulnerabilities;
    if (!Array.isArray(vulnerabilities)) throw invalid(path, 'no list of vulnerabilities');
    const count = catalogue.count;
    if (typeof count === 'number' && count !== vulnerabilities.length)
      throw invalid(path, `${vulnerabilities.length} entries instead of the announced ${count}`);
    return { date: day(string(catalogue.dateReleased).slice(0, 10)), vulnerabilities };
  });
  // Oldest first, so that the newest entry of a CVE is kept.
  catalogues.sort((a, b) => (a.date < b.date ? -1 : 1));
  const entries = new Map<string, StoredKev>();
  for (const { vulnerabilities } of catalogues) {
    for (const vulnerability of vulnerabilities) {
      const v = object(vulnerability);
      const cve = string(v.cveID);
      if (!isCve(cve)) continue;
      const ransomware = string(v.knownRansomwareCampaignUse) === 'Known' ? 1 : 0;
      entries.set(cve, [day(v.dateAdded), day(v.dueDate), ransomware]);
    }
  }
  return { date: catalogues.at(-1)?.date ?? '', entries };
}

function readEpss(path: string | undefined): { date: string; scores: Map<string, [number, number]> } {
  const scores = new Map<string, [number, number]>();
  if (path === undefined) return { date: '', scores };
  let text: string;
  try {
    text = gunzipSync(readFeed(path), { maxOutputLength: MAX_FEED_BYTES }).toString();
  } catch (cause) {
    if (cause instanceof TheriacError) throw cause;
    throw invalid(path, 'not a readable gzip file');
  }
  const date = /score_date:(\d{4}-\d{2}-\d{2})/.exec(text.slice(0, 300))?.[1] ?? '';
  for (const line of text.split('\n')) {
    const [cve = '', score = '', percentile = ''] = line.split(',');
    if (!isCve(cve)) continue;
    const numbers: [number, number] = [Number(score), Number(percentile)];
    if (numbers.every((n) => n >= 0 && n <= 1)) scores.set(cve, numbers);
  }
  if (scores.size === 0) throw invalid(path, 'no scores');
  return { date, scores };
}

function readEol(path: string): EolCycle[] {
  return readCycles(readJsonFeed(path), path);
}

/** Release lines that say when they end; other entries say nothing that could be judged. */
function readCycles(cycles: unknown, path: string): EolCycle[] {
  if (!Array.isArray(cycles)) throw invalid(path, 'not a list of release lines');
  return cycles.flatMap((entry: unknown) => {
    const c = object(entry);
    const cycle = typeof c.cycle === 'number' ? String(c.cycle) : label(c.cycle);
    const eol = dateOrFlag(c.eol);
    if (cycle === '' || eol === undefined) return [];
    const support = dateOrFlag(c.support);
    const latest = label(c.latest);
    return [
      { cycle, eol, ...(support === undefined ? {} : { support }), ...(latest === '' ? {} : { latest }) },
    ];
  });
}

/** Text that is shown as it is: short and printable, or empty. */
function label(value: unknown): string {
  const text = string(value);
  return text.length <= MAX_LABEL && !/[\u0000-\u001f\u007f]/.test(text) ? text : '';
}

function isDayOrEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value));
}

/** YYYY-MM-DD, or empty. */
function day(value: unknown): string {
  return isDayOrEmpty(value) ? string(value) : '';
}

function dateOrFlag(value: unknown): string | boolean | undefined {
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}

function isCve(text: string): boolean {
  return /^CVE-\d{4}-\d{4,}$/.test(text);
}

function readFeed(path: string): Buffer {
  const fd = openFeed(path, 'THERIAC_FEED_MISSING');
  try {
    if (fstatSync(fd).size > MAX_FEED_BYTES) throw invalid(path, 'too large');
    return readFileSync(fd);
  } catch (cause) {
    if (cause instanceof TheriacError) throw cause;
    throw unreadableFeed(path, 'THERIAC_FEED_MISSING', cause);
  } finally {
    closeSync(fd);
  }
}

function readJsonFeed(path: string): unknown {
  try {
    return JSON.parse(readFeed(path).toString('utf8')) as unknown;
  } catch (cause) {
    if (cause instanceof TheriacError) throw cause;
    throw invalid(path, 'not valid JSON');
  }
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function invalid(path: string, what: string): TheriacError {
  return new TheriacError('THERIAC_FEED_INVALID', what, { path });
}
