/**
 * Accuracy of matching, by ecosystem, on labels that are in the public feeds but that matching does not use:
 *
 * - **listed**: OSV enumerates the affected versions of many records beside their ranges. The label of a version is
 *   whether it is listed; the prediction uses the ranges alone. Negatives are versions that other records of the
 *   same package list.
 * - **boundary**: `introduced` and `last_affected` versions are affected, `fixed` versions are not; asked through
 *   the whole path (name look-up in the built index, alias merge, ranges).
 *
 * Every fifth record (by SHA-256 of its id) is held out: rules were never tuned on it, and its figures are separate.
 */

import { hash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { matchPackage, openAdvisories, storeOf } from '@theriac/advisories';
import { readFeedZip } from '@theriac/advisories/feed-zip';
import { type OsvAffected, type OsvRecord, readOsv } from '@theriac/advisories/osv';
import {
  type AdvisorySet,
  advisorySetOfOsv,
  intervalsOf,
  isValidVersion,
  matchAffected,
  type OsvEvent,
  sameVersion,
} from '@theriac/core';
import { buildFeedsIndex } from '@theriac/testing/feeds-index';
import { feedPath } from '@theriac/testing/public-sets';
import { scratch } from './measure.ts';

export interface Confusion {
  tp: number;
  fp: number;
  fn: number;
  tn: number;
}

export interface AccuracyRow {
  readonly ecosystem: string;
  readonly labels: 'listed' | 'boundary';
  readonly part: 'tuned' | 'held out';
  readonly confusion: Confusion;
}

/** Longest version lists are sampled to this many labels a record. */
const LABELS_PER_RECORD = 60;

/** OSV names of the ecosystems that the feeds hold and that Theriac matches. */
export function measuredEcosystems(): string[] {
  const osv = feedPath('osv');
  return readdirSync(osv)
    .sort()
    .filter((name) => advisorySetOfOsv(name) !== undefined && existsSync(join(osv, name, 'all.zip')));
}

/**
 * @param name one of {@link measuredEcosystems}
 * @param data value for `THERIAC_DATA`, with indexes of the feeds
 */
export async function measureAccuracy(name: string, data: string): Promise<AccuracyRow[]> {
  const ecosystem = advisorySetOfOsv(name);
  const index =
    ecosystem === undefined ? undefined : openAdvisories(storeOf({ THERIAC_DATA: data }), ecosystem);
  if (ecosystem === undefined || index === undefined) throw new RangeError(`no index of ${name}`);
  const records: OsvRecord[] = [];
  for await (const entry of readFeedZip(join(feedPath('osv'), name, 'all.zip'))) {
    const reading = 'json' in entry ? readOsv(entry.json) : undefined;
    if (reading?.state === 'record') records.push(reading.record);
  }
  const known = new Map<string, ReturnType<typeof index.lookup>>();
  const lookup = (name: string): ReturnType<typeof index.lookup> => {
    const found = known.get(name) ?? index.lookup(name);
    known.set(name, found);
    return found;
  };
  const rows: AccuracyRow[] = [];
  for (const part of ['tuned', 'held out'] as const) {
    const mine = records.filter((r) => isHeldOut(r.id) === (part === 'held out'));
    rows.push({ ecosystem: name, labels: 'listed', part, confusion: listed(mine, records, ecosystem) });
    rows.push({
      ecosystem: name,
      labels: 'boundary',
      part,
      confusion: boundary(mine, ecosystem, lookup),
    });
  }
  index.close();
  return rows.filter(({ confusion: { tp, fp, fn, tn } }) => tp + fp + fn + tn > 0);
}

export function precision({ tp, fp }: Confusion): number {
  return tp + fp === 0 ? 1 : tp / (tp + fp);
}

export function recall({ tp, fn }: Confusion): number {
  return tp + fn === 0 ? 1 : tp / (tp + fn);
}

function isHeldOut(id: string): boolean {
  return Number.parseInt(hash('sha256', id).slice(0, 8), 16) % 5 === 0;
}

function listed(records: readonly OsvRecord[], all: readonly OsvRecord[], ecosystem: AdvisorySet): Confusion {
  const known = new Map<string, Set<string>>();
  for (const [key, part] of partsOf(all, ecosystem)) {
    const versions = known.get(key) ?? new Set();
    for (const version of part.versions) versions.add(version);
    known.set(key, versions);
  }
  const confusion: Confusion = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (const [key, part] of partsOf(records, ecosystem)) {
    if (part.ranges.length === 0 || part.versions.length === 0) continue;
    const intervals = part.ranges.flatMap((events) => intervalsOf(ecosystem.scheme, events));
    const truth = new Set(part.versions);
    for (const version of sample([...(known.get(key) ?? [])])) {
      if (!isValidVersion(ecosystem.scheme, version)) continue;
      const said = matchAffected(ecosystem.scheme, version, { intervals, versions: [] }) !== null;
      const is = truth.has(version) || part.versions.some((v) => sameVersion(ecosystem.scheme, v, version));
      count(confusion, said, is);
    }
  }
  return confusion;
}

function boundary(
  records: readonly OsvRecord[],
  ecosystem: AdvisorySet,
  lookup: (name: string) => Parameters<typeof matchPackage>[2],
): Confusion {
  const confusion: Confusion = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (const record of records) {
    const parts = record.affected.filter((a) => a.index === ecosystem.id);
    for (const part of parts) {
      const [events, another] = part.ranges;
      const again = parts.filter((p) => p.name === part.name && p.release === part.release).length > 1;
      // Records with several ranges may contradict themselves (fixed in one, affected in the next): no label there.
      if (events === undefined || another !== undefined || again || events.length > 2) continue;
      const found = lookup(part.name).filter((r) => r.advisory.id === record.id);
      for (const event of events) {
        const [version, is] = labelOf(event);
        if (version === '0' || !isValidVersion(ecosystem.scheme, version)) continue;
        count(
          confusion,
          matchPackage(ecosystem.scheme, version, found, { releases: [part.release] }).length > 0,
          is,
        );
      }
    }
  }
  return confusion;
}

/** The version of an event, and whether it is affected itself. A limit says neither; `0` stands for no label. */
function labelOf(event: OsvEvent): [version: string, affected: boolean] {
  if ('fixed' in event) return [event.fixed, false];
  if ('introduced' in event) return [event.introduced, true];
  return 'last_affected' in event ? [event.last_affected, true] : ['0', false];
}

function* partsOf(records: readonly OsvRecord[], ecosystem: AdvisorySet): Generator<[string, OsvAffected]> {
  for (const record of records) {
    for (const part of record.affected) {
      if (part.index === ecosystem.id) yield [`${part.release}\n${ecosystem.normalizeName(part.name)}`, part];
    }
  }
}

function sample(versions: readonly string[]): string[] {
  const step = Math.max(1, versions.length / LABELS_PER_RECORD);
  return Array.from(
    { length: Math.min(versions.length, LABELS_PER_RECORD) },
    (_, i) => versions[Math.floor(i * step)] ?? '',
  ).filter((v) => v !== '');
}

function count(confusion: Confusion, said: boolean, is: boolean): void {
  if (said) confusion[is ? 'tp' : 'fp'] += 1;
  else confusion[is ? 'fn' : 'tn'] += 1;
}

if (import.meta.main) {
  const { folder } = scratch();
  await buildFeedsIndex(folder);
  const rows: AccuracyRow[] = [];
  for (const name of measuredEcosystems()) rows.push(...(await measureAccuracy(name, folder)));
  process.stdout.write(
    '\n## Accuracy of matching\n\n| ecosystem | labels | part | cases | precision | recall |\n|---|---|---|---|---|---|\n',
  );
  for (const { ecosystem, labels, part, confusion } of rows) {
    const cases = confusion.tp + confusion.fp + confusion.fn + confusion.tn;
    process.stdout.write(
      `| ${ecosystem} | ${labels} | ${part} | ${cases.toLocaleString('en')} | ${precision(confusion).toFixed(4)} | ${recall(confusion).toFixed(4)} |\n`,
    );
  }
}
