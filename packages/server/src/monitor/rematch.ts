/**
 * New advisories against all that an organisation uses. Each package is asked once, whatever uses it; only packages of
 * which the index says something else than before are matched, and only their findings are touched: the cost follows
 * what changed.
 */
import { join } from 'node:path';
import { type Component, ECOSYSTEM_IDS, type EcosystemId, type Rule } from '@theriac/core';
import { advisoryDigest, hasIndex, indexesFor, Lookup, matchComponents } from '@theriac/scan/matching';
import { appendEvents } from '../audit/append.ts';
import type { Db } from '../database/database.ts';
import { newId } from '../ids.ts';
import { configOf } from '../ingest/config-of.ts';
import type { Processing } from '../ingest/process-document.ts';
import { type FoundInStream, replaceFindings } from '../ingest/replace-findings.ts';
import { lockStreams } from '../ingest/store.ts';
import { readSystems } from '../modules/catalogue/store.ts';
import { type ChangedPackage, packageVersions, setDigests, type UseOfStream, usesOf } from './store.ts';

export interface Rematched {
  /** Distinct package versions that were asked. */
  readonly asked: number;
  /** Those of which the index says something else. */
  readonly changed: number;
  readonly streams: number;
  readonly added: number;
  readonly gone: number;
}

const MAX_AGE_DAYS = 14;

export async function rematch(
  processing: Pick<Processing, 'database' | 'indexes' | 'clock'>,
  org: string,
): Promise<Rematched> {
  const { database, indexes, clock } = processing;
  const asOf = clock().toISOString().slice(0, 10);
  const lookup = new Lookup({ indexes, downloads: join(indexes, 'downloads') }, asOf, MAX_AGE_DAYS);
  try {
    const all = await database.in(org, (db) => packageVersions(db, org));
    const components = new Map(all.map((one) => [one.id, componentOf(one)]));
    await lookup.open(indexesFor([...components.values()].filter((one) => one !== undefined)));
    const changed = all.flatMap((one): ChangedPackage[] => {
      const component = components.get(one.id);
      // An index that is gone does not take findings with it.
      if (component !== undefined && !hasIndex(component, lookup)) return [];
      const digest = component === undefined ? null : (advisoryDigest(component, lookup) ?? null);
      return sameDigest(digest, one.digest) ? [] : [{ ...one, digest }];
    });
    const uses = await database.in(org, (db) =>
      usesOf(
        db,
        org,
        changed.map(({ id }) => id),
      ),
    );
    let added = 0;
    let gone = 0;
    for (const batch of batchesOf([...uses], STREAMS_AT_ONCE)) {
      const counts = await database.in(org, (db) =>
        rematchStreams(db, { org, streams: batch, lookup, asOf, now: clock() }),
      );
      added += counts.added;
      gone += counts.gone;
    }
    // Last: a job that is interrupted begins again with the same packages.
    await database.in(org, async (db) => {
      await setDigests(db, org, changed);
      if (added + gone > 0) await record(db, org, { added, gone }, clock());
    });
    return { asked: all.length, changed: changed.length, streams: uses.size, added, gone };
  } finally {
    lookup.close();
  }
}

/** Of one transaction: enough to spare round trips, few enough to hold no lock for long. */
const STREAMS_AT_ONCE = 200;

function batchesOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

interface StreamsRematch {
  readonly org: string;
  /** Stream and what it uses, sorted by stream. */
  readonly streams: readonly (readonly [stream: string, uses: readonly UseOfStream[]])[];
  readonly lookup: Lookup;
  readonly asOf: string;
  readonly now: Date;
}

async function rematchStreams(
  db: Db,
  { org, streams, lookup, asOf, now }: StreamsRematch,
): Promise<{ readonly added: number; readonly gone: number }> {
  await lockStreams(
    db,
    org,
    streams.map(([stream]) => stream),
  );
  const systems = await readSystems(db, org, [
    ...new Set(streams.flatMap(([, [use]]) => (use === undefined ? [] : [use.systemId]))),
  ]);
  const rules = new Map<string, Rule>();
  const packages = new Map<string, string>();
  const found = streams.flatMap(([streamId, uses]): FoundInStream[] => {
    const [first] = uses;
    const system = first && systems.get(first.systemId);
    if (first === undefined || system === undefined) return [];
    for (const use of uses) packages.set(use.purl, use.id);
    const components = uses.flatMap((use) => {
      const component = componentOf(use);
      return component === undefined ? [] : use.copies.map((copy) => ({ ...component, ...copy }));
    });
    const matched = matchComponents({
      roots: first.roots,
      components,
      config: configOf(system),
      name: system.name,
      lookup,
      asOf,
    });
    for (const rule of matched.rules) rules.set(rule.id, rule);
    return [{ streamId, systemId: first.systemId, findings: matched.findings, components }];
  });
  return replaceFindings(db, {
    org,
    streams: found,
    rules: [...rules.values()],
    packages,
    now,
    newId: () => newId(now),
    onlyPackages: [...new Set(packages.values())],
  });
}

const isEcosystem = (text: string): text is EcosystemId =>
  (ECOSYSTEM_IDS as readonly string[]).includes(text);

function sameDigest(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}

/** As much of a component as matching asks for; undefined where this version does not know the ecosystem. */
function componentOf(one: Omit<ChangedPackage, 'digest'>): Component | undefined {
  const { purl, name, version, ecosystem } = one;
  if (!isEcosystem(ecosystem)) return undefined;
  return {
    id: purl,
    root: '',
    purl,
    name,
    version,
    ecosystem,
    scope: 'production',
    direct: false,
    dependsOn: [],
    location: { path: '' },
    ...(one.qualifiers === null ? {} : { qualifiers: one.qualifiers }),
  };
}

async function record(
  db: Db,
  org: string,
  counts: { added: number; gone: number },
  now: Date,
): Promise<void> {
  const actor = { kind: 'job', id: null, display: 'monitoring' } as const;
  await appendEvents(db, { org, actor, address: null, requestId: `monitoring ${now.toISOString()}`, now }, [
    {
      action: 'advisories.rematched',
      changes: [
        { field: 'added', before: null, after: counts.added },
        { field: 'gone', before: null, after: counts.gone },
      ],
    },
  ]);
}
