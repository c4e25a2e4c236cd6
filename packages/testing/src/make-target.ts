/** Folders and advisory stores on disk, for tests of the whole pipeline. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Store, storeOf } from '@theriac/advisories';
import { buildIndexes, feedSourceOf } from '@theriac/advisories/build';
import { advisorySet, DISTRIBUTION_IDS, ECOSYSTEMS, type ScanResult } from '@theriac/core';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { type ScanOptions, scan } from '@theriac/scan';
import { makeZip } from './make-zip.ts';

const made: string[] = [];

export function makeFolder(files: Readonly<Record<string, Uint8Array | string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-test-'));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) writeInto(folder, path, content);
  return folder;
}

export function writeInto(folder: string, path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** For `afterAll`. */
export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A record about `name` in the form of the OSV schema, affecting everything below 2.0.0. */
export function osvRecord(
  id: string,
  ecosystem: string,
  name: string,
  events: readonly object[] = [{ introduced: '0' }, { fixed: '2.0.0' }],
): object {
  return {
    id,
    modified: '2025-12-30T00:00:00Z',
    summary: `A flaw in ${name}`,
    details: 'Details.',
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    affected: [{ package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events }] }],
  };
}

export const BUILT_AT = '2026-01-01T00:00:00Z';
export const AS_OF = '2026-01-02';

/** Name of the one package of an ecosystem that has an advisory in the store of {@link makeStore}. */
export function flawedPackage(ecosystem: string): string {
  return (
    { maven: 'org.example:flawed', golang: 'example.com/flawed', composer: 'example/flawed' }[ecosystem] ??
    'flawed'
  );
}

/**
 * Whole and fresh indexes of every ecosystem, each with one advisory, so that coverage can be complete.
 * @param more further records by index; distributions without any have no index
 */
export async function makeStore(
  more: Readonly<Record<string, readonly object[]>> = {},
  builtAt: string = BUILT_AT,
  furtherFeeds: Readonly<Record<string, string>> = {},
): Promise<Store> {
  const feeds: Record<string, Uint8Array | string> = {
    ...furtherFeeds,
    'kev/kev.json': JSON.stringify({ count: 0, dateReleased: '2026-01-01', vulnerabilities: [] }),
  };
  for (const { id, osv } of ECOSYSTEMS) {
    if (osv === null) continue;
    const records = [osvRecord(`TEST-${id}-1`, osv, flawedPackage(id)), ...(more[id] ?? [])];
    feeds[`osv/${osv}/all.zip`] = makeZip(
      Object.fromEntries(records.map((r, i) => [`${i}.json`, JSON.stringify(r)])),
    );
  }
  for (const index of DISTRIBUTION_IDS) {
    const records = more[index];
    if (records === undefined) continue;
    feeds[`osv/${advisorySet(index).osv}/all.zip`] = makeZip(
      Object.fromEntries(records.map((r, i) => [`${i}.json`, JSON.stringify(r)])),
    );
  }
  const store = storeOf({ THERIAC_DATA: makeFolder() });
  await buildIndexes({
    source: feedSourceOf(makeFolder(feeds)),
    store,
    download: () => Promise.resolve(undefined),
    builtAt,
  });
  return store;
}

export function scanWith(store: Store, path: string, more: Partial<ScanOptions> = {}): Promise<ScanResult> {
  return scan({
    path,
    config: DEFAULT_CONFIG,
    vex: [],
    store,
    asOf: AS_OF,
    onlyNew: false,
    prose: false,
    toolVersion: '0.0.0',
    ...more,
  });
}
