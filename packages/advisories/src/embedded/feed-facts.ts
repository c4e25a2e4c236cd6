/**
 * What the public feeds say about one flaw of one package, read through the real index: the yardstick that the
 * embedded rows are held against. Only their test needs it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CvssVector,
  ECOSYSTEMS,
  type Ecosystem,
  type Interval,
  type KevEntry,
  orderVersions,
  SEVERITIES,
  type Severity,
  severityOfScore,
  type VersionScheme,
} from '@theriac/core';
import type { AdvisoryIndex } from '../advisory-index.ts';
import type { FactsIndex } from '../facts.ts';
import type { PackageRecord } from '../records.ts';
import { openAdvisories, openFacts, type Store } from '../store.ts';

export interface FeedFacts {
  /** Records of the package that share an id or alias with the one asked for, transitively; none is withdrawn. */
  readonly records: readonly PackageRecord[];
  /** Their ids and aliases, sorted, without ids that only this copy of the feeds uses (`x_…`). */
  readonly ids: readonly string[];
  readonly severity: Severity;
  /** Newest version of CVSS, then the worst vector. */
  readonly cvss: CvssVector | undefined;
  readonly cwe: readonly string[];
  /** All intervals, those that overlap or touch joined, in rising order. */
  readonly intervals: readonly Interval[];
  /** Listed versions that no interval covers, sorted. */
  readonly versions: readonly string[];
  /** Day of the earliest publication and of the latest change. */
  readonly published: string;
  readonly modified: string;
  readonly kev: readonly KevEntry[];
  /** Titles and details of the records. */
  readonly prose: readonly { readonly title: string; readonly details: string }[];
}

export class Feeds {
  readonly #indexes: readonly { readonly ecosystem: Ecosystem; readonly index: AdvisoryIndex }[];
  readonly #facts: FactsIndex;
  /** CVSS 3 base scores that the KEV list is published with, by CVE; some of its CVEs have no vector anywhere. */
  readonly #kevScores: Readonly<Record<string, number>>;

  private constructor(folder: string, store: Store) {
    const facts = openFacts(store);
    if (facts === undefined) throw new RangeError(`no KEV list in ${folder}`);
    this.#facts = facts;
    this.#indexes = ECOSYSTEMS.flatMap((ecosystem) => {
      const index = openAdvisories(store, ecosystem);
      return index === undefined ? [] : [{ ecosystem, index }];
    });
    const scores = readFileSync(join(folder, 'epss', 'kev_cvss3_scores.json'), 'utf8');
    this.#kevScores = JSON.parse(scores) as Record<string, number>;
  }

  /** Builds indexes of all feeds in `folder` into `store`, which takes some ten seconds. */
  /** @param store with indexes of the feeds in `folder` */
  static open(folder: string, store: Store): Feeds {
    return new Feeds(folder, store);
  }

  close(): void {
    for (const { index } of this.#indexes) index.close();
    this.#facts.close();
  }

  /** Every record of the package. */
  recordsOf(ecosystem: Ecosystem, name: string): readonly PackageRecord[] {
    return this.#indexes.find((i) => i.ecosystem === ecosystem)?.index.lookup(name) ?? [];
  }

  /** @returns undefined when the feeds do not know `id` for this package */
  factsOf(ecosystem: Ecosystem, name: string, id: string): FeedFacts | undefined {
    const index = this.#indexes.find((i) => i.ecosystem === ecosystem)?.index;
    const records = sharingIds(this.recordsOf(ecosystem, name), id);
    if (index === undefined || records.length === 0) return undefined;
    const ids = unique(records.flatMap(idsOf));
    const { severity, cvss } = this.#rating(records, ids.filter(isCve));
    const days = (key: 'published' | 'modified') =>
      records.flatMap((r) => r.advisory[key]?.slice(0, 10) ?? []).sort();
    const intervals = joinIntervals(
      ecosystem.scheme,
      records.flatMap((r) => r.intervals),
    );
    return {
      records,
      ids: ids.filter((i) => !i.startsWith('x_')),
      severity,
      cvss,
      cwe: unique(records.flatMap((r) => r.advisory.cwe)),
      intervals,
      versions: unique(records.flatMap((r) => r.versions)),
      published: days('published')[0] ?? '',
      modified: days('modified').at(-1) ?? '',
      kev: ids.filter(isCve).flatMap((cve) => this.#facts.cve(cve).kev ?? []),
      prose: records.map((r) => ({ title: r.advisory.title, details: index.prose(r).details })),
    };
  }

  /**
   * CVSS of the records themselves; where they have none, of any feed's record about the same CVE alone; then the
   * worst label by the same order; last the score that the KEV list comes with. Unrated malware is critical.
   */
  #rating(
    records: readonly PackageRecord[],
    cves: readonly string[],
  ): { severity: Severity; cvss: CvssVector | undefined } {
    const others = cves.flatMap((cve) => this.#recordsOfCve(cve));
    const cvss = best(records) ?? best(others);
    if (cvss !== undefined) return { severity: severityOfScore(cvss.score), cvss };
    const malware = records.flatMap(idsOf).some((i) => i.startsWith('MAL-')) ? 'critical' : undefined;
    const label = worst(records) ?? worst(others) ?? malware;
    const score = Math.max(...cves.map((cve) => this.#kevScores[cve] ?? -1));
    return { severity: label ?? (score < 0 ? 'unknown' : severityOfScore(score)), cvss };
  }

  #recordsOfCve(cve: string): PackageRecord[] {
    return this.#indexes.flatMap(({ index }) =>
      index
        .packagesOf(cve)
        .flatMap((name) => index.lookup(name))
        .filter((r) => idsOf(r).filter(isCve).join() === cve),
    );
  }
}

/**
 * The same set of versions in as few intervals as possible: several feeds, or one that lists every minor release by
 * itself, say the same thing in pieces.
 */
export function joinIntervals(scheme: VersionScheme, intervals: readonly Interval[]): Interval[] {
  const rising = [...intervals].sort((a, b) => compareStarts(scheme, a.introduced, b.introduced));
  const joined: Interval[] = [];
  for (const interval of rising) {
    const last = joined.at(-1);
    if (last === undefined || !reaches(scheme, last, interval.introduced)) joined.push(interval);
    else if (endsLater(scheme, interval, last))
      joined.splice(-1, 1, { introduced: last.introduced, end: interval.end });
  }
  return joined;
}

function compareStarts(scheme: VersionScheme, a: string, b: string): number {
  if (a === '0' || b === '0') return Number(b === '0') - Number(a === '0');
  return orderVersions(scheme, a, b);
}

function reaches(scheme: VersionScheme, { end }: Interval, start: string): boolean {
  return end.kind === 'none' || start === '0' || orderVersions(scheme, start, end.version) <= 0;
}

function endsLater(scheme: VersionScheme, { end }: Interval, { end: other }: Interval): boolean {
  if (end.kind === 'none' || other.kind === 'none') return other.kind !== 'none';
  const order = orderVersions(scheme, end.version, other.version);
  return order > 0 || (order === 0 && end.kind === 'last_affected' && other.kind !== 'last_affected');
}

function sharingIds(records: readonly PackageRecord[], id: string): PackageRecord[] {
  const ids = new Set([id]);
  let found: PackageRecord[] = [];
  for (;;) {
    const next = records.filter((r) => idsOf(r).some((i) => ids.has(i)));
    if (next.length === found.length) return found;
    found = next;
    for (const i of found.flatMap(idsOf)) ids.add(i);
  }
}

function best(records: readonly PackageRecord[]): CvssVector | undefined {
  const vectors = records.flatMap((r) => r.advisory.cvss);
  return vectors.sort(
    (a, b) => (a.version < b.version ? 1 : a.version > b.version ? -1 : 0) || b.score - a.score,
  )[0];
}

function worst(records: readonly PackageRecord[]): Severity | undefined {
  const rated = new Set(records.map((r) => r.advisory.severity));
  return SEVERITIES.find((s) => s !== 'unknown' && rated.has(s));
}

function idsOf(record: PackageRecord): string[] {
  return [record.advisory.id, ...record.advisory.aliases];
}

function isCve(id: string): boolean {
  return id.startsWith('CVE-');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
