/**
 * Advisories against some components of an inventory: what a server asks that keeps inventories and gets new advisories.
 * The findings have the fingerprints of a scan of the whole.
 */
import { createHash } from 'node:crypto';
import type { AdvisoryIndexId, Component, Finding, Inventory, Root, Rule } from '@theriac/core';
import { type Config, SuppressionUse, systemsOf } from '@theriac/govern';
import type { Lookup } from './advisory-lookup.ts';
import { indexFor } from './distribution.ts';
import { matchAdvisories } from './match-advisories.ts';

export interface ComponentsAsked {
  readonly roots: readonly Root[];
  readonly components: readonly Component[];
  readonly config: Config;
  /** What the target is called. */
  readonly name: string;
  readonly lookup: Lookup;
  /** YYYY-MM-DD */
  readonly asOf: string;
}

export function matchComponents({ roots, components, config, name, lookup, asOf }: ComponentsAsked): {
  readonly findings: readonly Finding[];
  readonly rules: readonly Rule[];
} {
  const inventory: Inventory = { roots, components, unknowns: [], skipped: [] };
  return matchAdvisories(
    {
      inventory,
      config,
      vex: [],
      suppressions: [],
      asOf,
      baseline: undefined,
      systems: systemsOf(config.systems, name),
      exploitationKnown: lookup.facts() !== undefined,
      uses: new Map(),
      recipes: new Map(),
      lookup,
      prose: false,
    },
    { warnings: new Set(), vexUsed: new Set(), suppressions: new SuppressionUse() },
  );
}

/** Indexes that are asked about these components, sorted. */
export function indexesFor(components: readonly Component[]): readonly AdvisoryIndexId[] {
  return [...new Set(components.flatMap((component) => indexFor(component) ?? []))].sort();
}

/** Whether an index answered for the component, and not only the small embedded set; true where none could. */
export function hasIndex(component: Component, lookup: Lookup): boolean {
  const wanted = indexFor(component);
  return (
    wanted === undefined ||
    lookup.indexes().some(({ ecosystem, source }) => ecosystem === wanted && source === 'index')
  );
}

/** EPSS changes for everything every day: what counts is told to two decimals. */
const EPSS_STEPS = 100;

/** SHA-256 of all that the index says of the package, whatever its version; undefined where it says nothing. */
export function advisoryDigest(component: Component, lookup: Lookup): Buffer | undefined {
  const records = lookup.recordsOf(component);
  if (records.length === 0) return undefined;
  const facts = lookup.facts();
  const texts = records.map(({ prose: _, ...record }) => {
    const ids = [record.advisory.id, ...record.advisory.aliases].filter((id) => id.startsWith('CVE-'));
    const known = ids.map((id) => {
      const { kev, epss } = facts?.cve(id) ?? {};
      return [id, kev ?? null, epss === undefined ? null : Math.round(epss.score * EPSS_STEPS)];
    });
    return JSON.stringify([record, known]);
  });
  return createHash('sha256').update(texts.sort().join('\n')).digest();
}
