/**
 * New advisories against all that an organisation uses. Each package is asked once, whatever uses it; only packages of
 * which the index says something else than before are matched, and only their findings are touched: the cost follows
 * what changed.
 */
import { join } from 'node:path';
import type { Component, EcosystemId, Root } from '@theriac/core';
import { ECOSYSTEM_IDS } from '@theriac/core';
import { advisoryDigest, Lookup, matchComponents } from '@theriac/scan/matching';
import { appendEvents } from '../audit/append.ts';
import type { Db } from '../database/database.ts';
import { newId } from '../ids.ts';
import { configOf } from '../ingest/config-of.ts';
import type { Processing } from '../ingest/process-document.ts';
import { replaceFindings } from '../ingest/replace-findings.ts';
import { lockStream } from '../ingest/store.ts';
import { readSystem } from '../modules/catalogue/store.ts';
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

const EVERYTHING = { isWhole: true, programmes: [], systems: [], allowance: 'always' } as const;
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
    await lookup.open([...new Set(all.map((one) => one.ecosystem))].filter(isEcosystem).sort());
    const changed = all.flatMap((one): ChangedPackage[] => {
      const digest = isEcosystem(one.ecosystem) ? (advisoryDigest(componentOf(one), lookup) ?? null) : null;
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
    for (const [stream, own] of uses) {
      const counts = await database.in(org, (db) =>
        rematchStream(db, { org, stream, uses: own, lookup, asOf, now: clock() }),
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

interface StreamRematch {
  readonly org: string;
  readonly stream: string;
  readonly uses: readonly UseOfStream[];
  readonly lookup: Lookup;
  readonly asOf: string;
  readonly now: Date;
}

async function rematchStream(
  db: Db,
  { org, stream, uses, lookup, asOf, now }: StreamRematch,
): Promise<{ readonly added: number; readonly gone: number }> {
  await lockStream(db, org, stream);
  const [first] = uses;
  const system = first && (await readSystem(db, org, EVERYTHING, first.systemId));
  if (first === undefined || system === undefined) return { added: 0, gone: 0 };
  const components = uses.flatMap((use) => use.copies.map((copy) => ({ ...componentOf(use), ...copy })));
  const roots: Root[] = first.roots.map((root) => root);
  const { findings, rules } = matchComponents({
    roots,
    components,
    config: configOf(system),
    name: system.name,
    lookup,
    asOf,
  });
  return replaceFindings(db, {
    org,
    document: { streamId: stream, systemId: first.systemId },
    result: { findings, rules, components },
    packages: new Map(uses.map((use) => [use.purl, use.id])),
    now,
    newId: () => newId(now),
    onlyPackages: uses.map(({ id }) => id),
  });
}

const isEcosystem = (text: string): text is EcosystemId =>
  (ECOSYSTEM_IDS as readonly string[]).includes(text);

function sameDigest(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}

/** As much of a component as matching asks for. */
function componentOf(one: Omit<ChangedPackage, 'digest'>): Component {
  const { purl, name, version } = one;
  return {
    id: purl,
    root: '',
    purl,
    name,
    version,
    ecosystem: one.ecosystem as EcosystemId,
    scope: 'production',
    direct: false,
    dependsOn: [],
    location: { path: '' },
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
