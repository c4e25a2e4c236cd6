/**
 * Which source answers for which ecosystem in this run, what it said of each package, and how far it can be
 * trusted. Indexes are opened when first needed; each distinct package version is matched once.
 */
import {
  type AdvisorySource,
  artifactOf,
  type FactsIndex,
  type MatchedSystem,
  matchPackage,
  openAdvisories,
  openFacts,
  type PackageMatch,
  type PackageRecord,
  type Store,
  type UpgradeOption,
  upgradeOptions,
} from '@theriac/advisories';
import {
  type AdvisoryIndexId,
  type AdvisoryProse,
  advisorySet,
  type Component,
  type CoverageRemedy,
  count,
  DISTRIBUTION_IDS,
  type EcosystemId,
  ecosystem,
  type IndexId,
  type IndexInfo,
  TheriacError,
} from '@theriac/core';
import { type AdvisorySubject, advisorySubject, indexFor } from './distribution.ts';
import { ageProblems } from './feed-age.ts';

/** What the index of facts answers. */
export type Facts = Pick<FactsIndex, 'cve' | 'eol'>;

export interface Problem {
  readonly state: 'partial' | 'failed';
  readonly reason: string;
  /** What would solve it. */
  readonly remedy?: CoverageRemedy;
  /** Set where the policy can accept the gap by ecosystem: there is no feed that could ever answer. */
  readonly unmatched?: EcosystemId;
  /** The one feed that it is about; absent: the whole index. */
  readonly feed?: string;
}

interface Opened {
  readonly source: AdvisorySource | undefined;
  readonly problems: readonly Problem[];
}

interface OpenedFacts {
  readonly index: FactsIndex | undefined;
  readonly problems: readonly Problem[];
}

/** What is known of one package version. */
export interface Verdict {
  readonly matches: readonly PackageMatch[];
  readonly options: readonly UpgradeOption[];
}

const NOTHING: Verdict = { matches: [], options: [] };

export class Lookup {
  readonly #store: Store;
  readonly #asOf: string;
  readonly #maxAgeDays: number;
  readonly #opened = new Map<AdvisoryIndexId, Opened>();
  readonly #records = new Map<AdvisoryIndexId, Map<string, readonly PackageRecord[]>>();
  readonly #verdicts = new Map<string, Verdict>();
  /** What turned out while packages were looked up: damage, and ranges that nobody can read. */
  readonly #found = new Map<IndexId, Map<string, Problem>>();
  #facts: OpenedFacts | undefined;

  constructor(store: Store, asOf: string, maxAgeDays: number) {
    this.#store = store;
    this.#asOf = asOf;
    this.#maxAgeDays = maxAgeDays;
  }

  /** Opens what `ids` need: an index, or the embedded set with the reason why it is only that. */
  async open(ids: readonly AdvisoryIndexId[]): Promise<void> {
    for (const id of ids) {
      if (advisorySet(id).osv !== null && !this.#opened.has(id))
        this.#opened.set(id, await this.#openOne(id));
    }
  }

  /** KEV, EPSS and end of life, or undefined when there is no index of them. */
  facts(): Facts | undefined {
    const { index } = this.#factsOpened();
    if (index === undefined) return undefined;
    return {
      cve: (id) => this.#guarded('facts', 'KEV, EPSS and end of life', () => index.cve(id), {}),
      eol: (product) => this.#guarded('facts', 'KEV, EPSS and end of life', () => index.eol(product), []),
    };
  }

  /** Complete only after everything was looked up. */
  problems(id: IndexId): readonly Problem[] {
    const opened = id === 'facts' ? this.#factsOpened() : this.#opened.get(id);
    return [...(opened?.problems ?? []), ...(this.#found.get(id)?.values() ?? [])];
  }

  indexes(): IndexInfo[] {
    const infos = [...this.#opened.values()].flatMap((o) =>
      o.source === undefined ? [] : [describe(o.source.meta)],
    );
    const facts = this.#facts?.index?.meta;
    return [...infos, ...(facts === undefined ? [] : [describe(facts)])].sort((a, b) =>
      a.ecosystem < b.ecosystem ? -1 : 1,
    );
  }

  verdict(component: Component): Verdict {
    const subject = advisorySubject(component);
    const { index, names, version, system } = subject;
    const source = index === undefined ? undefined : this.#opened.get(index)?.source;
    if (index === undefined || version === null || source === undefined) return NOTHING;
    // Most packages have no advisory at all, and cost one look-up.
    const found = this.#recordsOf(component, subject, index, source);
    if (found.length === 0) return NOTHING;
    const { releases, stream, subscribed } = system;
    const about = [releases.join('\t'), stream ?? '', subscribed === true ? 'subscribed' : ''].join('\n');
    const key = `${index}\n${names.join('\t')}\n${version}\n${about}\n${component.guessed ?? ''}`;
    let verdict = this.#verdicts.get(key);
    if (verdict === undefined) {
      const records = subject.anyEpoch === true ? found.map(withoutEpochs) : found;
      verdict = judge(component, version, system, records);
      this.#reportUnreadable(component, index, system.releases, records, verdict);
      this.#verdicts.set(key, verdict);
    }
    return verdict;
  }

  /** Releases of a distribution that the index has advisories for; undefined: there is no index. */
  releases(id: AdvisoryIndexId): ReadonlySet<string> | undefined {
    const source = this.#opened.get(id)?.source;
    return source && new Set(source.meta.releases);
  }

  /** Whether there are advisories about the package, whatever its version. */
  concerns(component: Component): boolean {
    return this.recordsOf(component).length > 0;
  }

  /** All that the index says of the package, whatever its version. */
  recordsOf(component: Component): readonly PackageRecord[] {
    const subject = advisorySubject(component);
    const { index } = subject;
    const source = index === undefined ? undefined : this.#opened.get(index)?.source;
    if (index === undefined || source === undefined) return [];
    return this.#recordsOf(component, subject, index, source);
  }

  /** Text of a record about a component. */
  prose(component: Component, record: PackageRecord): AdvisoryProse | undefined {
    const id = indexFor(component);
    const source = id === undefined ? undefined : this.#opened.get(id)?.source;
    if (id === undefined || source === undefined) return undefined;
    return this.#guarded(id, advisorySet(id).title, () => source.prose(record), undefined);
  }

  close(): void {
    for (const { source } of this.#opened.values()) source?.close();
    this.#facts?.index?.close();
  }

  #recordsOf(
    component: Component,
    { names, system }: AdvisorySubject,
    id: AdvisoryIndexId,
    source: AdvisorySource,
  ): readonly PackageRecord[] {
    let known = this.#records.get(id);
    if (known === undefined) {
      known = new Map();
      this.#records.set(id, known);
    }
    const guessed = component.guessed === undefined ? '' : '\nguessed';
    const key = `${names.join('\t')}\n${system.releases.join('\t')}${guessed}`;
    let records = known.get(key);
    if (records === undefined) {
      const read = (): readonly PackageRecord[] =>
        names
          .flatMap((name) => namesOf(component, name, source))
          .flatMap((one) => source.lookup(one, system.releases));
      records = this.#guarded(id, advisorySet(id).title, read, []);
      known.set(key, records);
    }
    return records;
  }

  /** A damaged index costs what it cannot answer, is said in coverage, and does not end the run. */
  #guarded<T>(id: IndexId, title: string, read: () => T, otherwise: T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      this.#report(id, {
        state: 'failed',
        reason: `${title}: ${error.message} (${error.code}); run \`theriac db update\``,
        remedy: 'update-index',
      });
      return otherwise;
    }
  }

  #report(id: IndexId, problem: Problem): void {
    let found = this.#found.get(id);
    if (found === undefined) {
      found = new Map();
      this.#found.set(id, found);
    }
    found.set(problem.reason, problem);
  }

  /** Records with a range that cannot be read may concern the version although nothing matched. */
  #reportUnreadable(
    { name }: Component,
    id: AdvisoryIndexId,
    releases: readonly string[],
    records: readonly PackageRecord[],
    verdict: Verdict,
  ): void {
    for (const record of records) {
      if (record.incomplete !== true || !releases.includes(record.release)) continue;
      if (verdict.matches.some((m) => m.records.includes(record))) continue;
      this.#report(id, {
        state: 'partial',
        reason: `${advisorySet(id).title}: the affected versions of ${name} in ${record.advisory.id} cannot be read`,
      });
    }
  }

  async #openOne(id: AdvisoryIndexId): Promise<Opened> {
    const row = advisorySet(id);
    const problems: Problem[] = [];
    try {
      const source = openAdvisories(this.#store, row);
      if (source !== undefined) {
        const refused = Object.values(source.meta.refused).reduce((sum, n) => sum + n, 0);
        if (refused > 0)
          problems.push({
            state: 'partial',
            reason: `${row.title}: ${count(refused, 'record')} of the feed could not be read`,
          });
        return { source, problems: [...problems, ...this.#staleness(row.title, source.meta)] };
      }
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      problems.push({ state: 'failed', reason: `${row.title}: ${error.message} (${error.code})` });
    }
    const { embeddedAdvisories } = await import('@theriac/advisories/embedded');
    const source = embeddedAdvisories(row);
    const size =
      source === undefined
        ? 'nothing was looked up'
        : `only the ${source.meta.records} embedded advisories were used`;
    problems.push({
      state: source === undefined ? 'failed' : 'partial',
      reason: `${row.title}: no advisory index, ${size}; run \`${commandFor(id)}\``,
      remedy: 'update-index',
    });
    return { source, problems };
  }

  #factsOpened(): OpenedFacts {
    this.#facts ??= this.#openFacts();
    return this.#facts;
  }

  #openFacts(): OpenedFacts {
    try {
      const index = openFacts(this.#store);
      if (index === undefined) {
        return {
          index,
          problems: [
            {
              state: 'partial',
              reason: 'no index of KEV, EPSS and end of life; run `theriac db update`',
              remedy: 'update-index',
            },
          ],
        };
      }
      return { index, problems: this.#staleness('KEV, EPSS and end of life', index.meta) };
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      return {
        index: undefined,
        problems: [{ state: 'failed', reason: `facts: ${error.message} (${error.code})` }],
      };
    }
  }

  #staleness(title: string, meta: IndexInfo): Problem[] {
    return ageProblems(title, meta, this.#asOf, this.#maxAgeDays).map((problem) => ({
      ...problem,
      state: 'partial',
      remedy: 'update-index',
    }));
  }
}

/** A guessed group may be wrong: every package with the artifact id may be meant. */
function namesOf({ guessed }: Component, name: string, source: AdvisorySource): readonly string[] {
  if (guessed === undefined) return [name];
  return [...new Set([name, ...source.namesOf(artifactOf(name))])];
}

function judge(
  component: Component,
  version: string,
  system: MatchedSystem,
  records: readonly PackageRecord[],
): Verdict {
  const { scheme } = ecosystem(component.ecosystem);
  const matches = matchPackage(scheme, version, records, system);
  if (matches.length === 0) return NOTHING;
  return { matches, options: upgradeOptions(scheme, version, matches, records, system) };
}

/** An update fetches what is installed, and a distribution that nobody named is not. */
function commandFor(id: AdvisoryIndexId): string {
  return DISTRIBUTION_IDS.some((one) => one === id) ? `theriac db update --only ${id}` : 'theriac db update';
}

/** The epoch of a source package is stated nowhere: it is taken for that of the records. */
function withoutEpochs(record: PackageRecord): PackageRecord {
  const bare = (version: string): string => version.replace(/^\d+:/, '');
  return {
    ...record,
    versions: record.versions.map(bare),
    intervals: record.intervals.map(({ introduced, end }) => ({
      introduced: bare(introduced),
      end: end.kind === 'none' ? end : { kind: end.kind, version: bare(end.version) },
    })),
  };
}

/** Only what the result shows; the header of an index holds more. */
function describe(meta: IndexInfo): IndexInfo {
  const { ecosystem: id, source, records, builtAt, feeds } = meta;
  return { ecosystem: id, source, records, builtAt, feeds };
}
