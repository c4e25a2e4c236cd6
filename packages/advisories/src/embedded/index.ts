/**
 * A small hand-written set of the gravest known advisories, for a first look without any index. Titles are
 * Theriac's own; ids, ranges, scores and dates are facts, which a test checks against the public feeds. Whoever
 * uses this set says that coverage is partial.
 */
import { type AdvisoryProse, type AdvisorySet, type Interval, TheriacError } from '@theriac/core';
import type { AdvisorySource } from '../advisory-index.ts';
import type { AdvisoryIndexMeta } from '../build-advisories.ts';
import { artifactOf } from '../index-keys.ts';
import type { PackageRecord } from '../records.ts';
import type { EmbeddedRow } from './row.ts';
import { ROWS } from './rows.ts';

/**
 * How old the facts are: the day of the newest change among the feeds' records behind the rows. What was published
 * after it is not known here.
 */
export const EMBEDDED_CHECKED = '2026-07-27T00:00:00Z';

/** The embedded records of an ecosystem or a distribution, or undefined when there are none. */
export function embeddedAdvisories(set: AdvisorySet): AdvisorySource | undefined {
  const rows = ROWS.filter((row) => row.ecosystem === set.id);
  return rows.length === 0 ? undefined : new EmbeddedAdvisories(set, rows);
}

class EmbeddedAdvisories implements AdvisorySource {
  readonly meta: AdvisoryIndexMeta;
  readonly #set: AdvisorySet;
  readonly #byName = new Map<string, PackageRecord[]>();

  constructor(set: AdvisorySet, rows: readonly EmbeddedRow[]) {
    this.#set = set;
    for (const row of rows) {
      const name = set.normalizeName(row.name);
      const list = this.#byName.get(name);
      if (list === undefined) this.#byName.set(name, [recordOf(row)]);
      else list.push(recordOf(row));
    }
    for (const list of this.#byName.values()) list.sort((a, b) => (a.advisory.id < b.advisory.id ? -1 : 1));
    this.meta = {
      format: 'advisories',
      ecosystem: set.id,
      source: 'embedded',
      records: rows.length,
      builtAt: EMBEDDED_CHECKED,
      feeds: [],
      refused: {},
      releases: [],
    };
  }

  lookup(name: string): readonly PackageRecord[] {
    return this.#byName.get(this.#set.normalizeName(name)) ?? [];
  }

  prose(): AdvisoryProse {
    return { details: '', references: [] };
  }

  namesOf(artifact: string): readonly string[] {
    return [...this.#byName.keys()].filter((name) => artifactOf(name) === artifact).sort();
  }

  packagesOf(id: string): readonly string[] {
    const wanted = id.toUpperCase();
    return [...this.#byName]
      .filter(([, records]) =>
        records.some((r) => [r.advisory.id, ...r.advisory.aliases].some((a) => a.toUpperCase() === wanted)),
      )
      .map(([name]) => name)
      .sort();
  }

  close(): void {
    // Nothing is open: the set is part of the program.
  }
}

function recordOf(row: EmbeddedRow): PackageRecord {
  const cve = [row.id, ...row.aliases].find((id) => id.startsWith('CVE-'));
  return {
    advisory: {
      id: row.id,
      aliases: row.aliases,
      kind: row.kind ?? 'vulnerability',
      title: row.title,
      severity: row.severity,
      cvss: row.cvss === undefined ? [] : [row.cvss],
      cwe: row.cwe,
      published: row.published,
    },
    source: 'embedded',
    release: '',
    exploit: false,
    intervals: row.ranges.map(parseInterval),
    versions: row.versions ?? [],
    prose: undefined,
    ...(row.kev === undefined || cve === undefined
      ? {}
      : { kev: { cve, dateAdded: row.kev.added, dueDate: row.kev.due, ransomware: row.kev.ransomware } }),
  };
}

/** `>=1.0.0 <1.2.3`, `<1.2.3`, `>=1.0 <=1.4`, `*`: the notation of `formatInterval`, read back. */
export function parseInterval(text: string): Interval {
  let introduced = '0';
  let end: Interval['end'] = { kind: 'none' };
  for (const part of text.split(' ')) {
    if (part.startsWith('>=')) introduced = part.slice(2);
    else if (part.startsWith('<=')) end = { kind: 'last_affected', version: part.slice(2) };
    else if (part.startsWith('<')) end = { kind: 'fixed', version: part.slice(1) };
    else if (part !== '*')
      throw new TheriacError('THERIAC_INTERNAL', `an embedded range cannot be read: ${text}`);
  }
  return { introduced, end };
}
