/**
 * Which source answers for which ecosystem in this run, what it said of each package, and how far it can be
 * trusted. Indexes are opened when first needed; each distinct package version is matched once.
 */
import {
  type AdvisorySource,
  type FactsIndex,
  matchPackage,
  openAdvisories,
  openFacts,
  type PackageMatch,
  type PackageRecord,
  type Store,
  type UpgradeOption,
  upgradeOptions,
} from '@theriac/advisories';
import { type Component, type EcosystemId, ecosystem, type IndexInfo, TheriacError } from '@theriac/core';
import { daysBetween } from '@theriac/govern';

export interface Problem {
  readonly state: 'partial' | 'failed';
  readonly reason: string;
}

interface Opened {
  readonly source: AdvisorySource | undefined;
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
  readonly #opened = new Map<EcosystemId, Opened>();
  readonly #records = new Map<string, readonly PackageRecord[]>();
  readonly #verdicts = new Map<string, Verdict>();
  #facts: { readonly index: FactsIndex | undefined; readonly problems: readonly Problem[] } | undefined;

  constructor(store: Store, asOf: string, maxAgeDays: number) {
    this.#store = store;
    this.#asOf = asOf;
    this.#maxAgeDays = maxAgeDays;
  }

  /** Opens what `ids` need: an index, or the embedded set with the reason why it is only that. */
  async open(ids: readonly EcosystemId[]): Promise<void> {
    for (const id of ids) {
      if (ecosystem(id).osv !== null && !this.#opened.has(id)) this.#opened.set(id, await this.#openOne(id));
    }
  }

  facts(): { readonly index: FactsIndex | undefined; readonly problems: readonly Problem[] } {
    this.#facts ??= this.#openFacts();
    return this.#facts;
  }

  problems(id: EcosystemId): readonly Problem[] {
    return this.#opened.get(id)?.problems ?? [];
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
    const { version } = component;
    const opened = this.#opened.get(component.ecosystem);
    if (version === null || opened?.source === undefined) return NOTHING;
    const release = component.qualifiers?.distro ?? '';
    const key = `${component.ecosystem}\n${component.name}\n${version}\n${release}`;
    let verdict = this.#verdicts.get(key);
    if (verdict === undefined) {
      const records = this.#recordsOf(component, opened.source);
      verdict = records.length === 0 ? NOTHING : judge(component, version, release, records);
      this.#verdicts.set(key, verdict);
    }
    return verdict;
  }

  /** The source of an ecosystem, for the text of its records. */
  source(id: EcosystemId): AdvisorySource | undefined {
    return this.#opened.get(id)?.source;
  }

  close(): void {
    for (const { source } of this.#opened.values()) source?.close();
    this.#facts?.index?.close();
  }

  #recordsOf(component: Component, source: AdvisorySource): readonly PackageRecord[] {
    const key = `${component.ecosystem}\n${component.name}`;
    let records = this.#records.get(key);
    if (records === undefined) {
      records = source.lookup(component.name);
      this.#records.set(key, records);
    }
    return records;
  }

  async #openOne(id: EcosystemId): Promise<Opened> {
    const row = ecosystem(id);
    const problems: Problem[] = [];
    try {
      const source = openAdvisories(this.#store, row);
      if (source !== undefined) {
        const refused = Object.values(source.meta.refused).reduce((sum, n) => sum + n, 0);
        if (refused > 0)
          problems.push({
            state: 'partial',
            reason: `${row.title}: ${refused} record(s) of the feed could not be read`,
          });
        return { source, problems: [...problems, ...this.#staleness(row.title, source.meta.builtAt)] };
      }
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      problems.push({ state: 'failed', reason: `${row.title}: ${error.message} (${error.code})` });
    }
    const { embeddedAdvisories } = await import('@theriac/advisories/embedded/index');
    const source = embeddedAdvisories(row);
    const size =
      source === undefined
        ? 'nothing was looked up'
        : `only the ${source.meta.records} embedded advisories were used`;
    problems.push({
      state: source === undefined ? 'failed' : 'partial',
      reason: `${row.title}: no advisory index, ${size}; run \`theriac db update\``,
    });
    return { source, problems };
  }

  #openFacts(): { index: FactsIndex | undefined; problems: Problem[] } {
    try {
      const index = openFacts(this.#store);
      if (index === undefined) {
        return {
          index,
          problems: [
            { state: 'partial', reason: 'no index of KEV, EPSS and end of life; run `theriac db update`' },
          ],
        };
      }
      return { index, problems: this.#staleness('KEV, EPSS and end of life', index.meta.builtAt) };
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      return {
        index: undefined,
        problems: [{ state: 'failed', reason: `facts: ${error.message} (${error.code})` }],
      };
    }
  }

  #staleness(title: string, builtAt: string): Problem[] {
    const age = daysBetween(builtAt, this.#asOf);
    if (age <= this.#maxAgeDays) return [];
    return [
      {
        state: 'partial',
        reason: `${title}: the index is ${age} days old (policy: ${this.#maxAgeDays}); run \`theriac db update\``,
      },
    ];
  }
}

function judge(
  component: Component,
  version: string,
  release: string,
  records: readonly PackageRecord[],
): Verdict {
  const { scheme } = ecosystem(component.ecosystem);
  const matches = matchPackage(scheme, version, records, release);
  if (matches.length === 0) return NOTHING;
  return { matches, options: upgradeOptions(scheme, version, matches, records, release) };
}

/** Only what the result shows; the header of an index holds more. */
function describe(meta: IndexInfo): IndexInfo {
  const { ecosystem: id, source, records, builtAt, feeds } = meta;
  return { ecosystem: id, source, records, builtAt, feeds };
}
