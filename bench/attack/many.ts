/** Very many small things: rules to ignore, records of one package, entries of a folder. Seconds, not minutes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchPackage, type PackageRecord, storeOf, upgradeOptions } from '@theriac/advisories';
import { buildIndexes, feedSourceOf } from '@theriac/advisories/build';
import { osvJson } from '@theriac/testing/make-feed';
import { forgeZip } from '@theriac/testing/make-zip';
import { isIgnored, parseIgnoreRules } from '../../packages/scan/src/target/gitignore.ts';
import { type Suite, seeded } from './suite.ts';

interface Row {
  readonly what: string;
  /** Largest time that is allowed, in milliseconds. */
  readonly most: number;
  /** @returns milliseconds where not all of its time counts */
  readonly run: () => unknown;
}

const IGNORE_BYTES = 1_000_000;
const FOLDERS = 3_000;
const RECORDS = 50_000;

const ROWS: readonly Row[] = [
  ignored('names', (i) => `ignored-name-${i}`),
  ignored('beginnings', (i) => `begin-${i}-*`),
  ignored('endings', (i) => `*.ending${i}`),
  ignored('paths', (i) => `folder${i}/**/name${i}`),
  ignored('one name', () => 'a.txt/'),
  records('of flaws of their own', (i) => [`CVE-2020-${i}`, []]),
  records('of one flaw', (i) => [`CVE-2020-${i}`, ['GHSA-aaaa-bbbb-cccc']]),
  records('of flaws in a chain', (i) => [`CVE-2020-${i}`, [`CVE-2020-${i + 1}`]]),
  feedOfOnePackage(),
];

export const many: Suite = {
  id: 'many',
  promise: 'Thousands of rules, folders and records of one package take seconds',
  run: async () => {
    const broken: string[] = [];
    const figures: string[] = [];
    for (const { what, most, run } of ROWS) {
      const before = process.threadCpuUsage();
      const own = await run();
      const { user, system } = process.threadCpuUsage(before);
      const ms = typeof own === 'number' ? own : (user + system) / 1000;
      figures.push(`${what}: ${ms.toFixed(0)} ms`);
      if (ms > most) broken.push(`${what}: ${ms.toFixed(0)} ms, at most ${most}`);
    }
    return { tried: ROWS.length, broken, figures };
  },
};

/** Besides the time of as many records that have a package each. */
function feedOfOnePackage(): Row {
  return {
    what: `an index of a feed with ${RECORDS} records of one package, more than one of as many packages`,
    most: 5_000,
    run: async () => {
      const base = await indexed((i) => `package-${i}`);
      return (await indexed(() => 'package')) - base;
    },
  };
}

/** @returns milliseconds of processor time that the index takes */
async function indexed(nameOf: (i: number) => string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-many-'));
  try {
    const entries = Array.from({ length: RECORDS }, (_, i) => ({
      name: `CVE-2020-${i}.json`,
      content: osvJson(`CVE-2020-${i}`, nameOf(i)),
    }));
    mkdirSync(join(folder, 'osv/npm'), { recursive: true });
    writeFileSync(join(folder, 'osv/npm/all.zip'), forgeZip(entries));
    const before = process.cpuUsage();
    const [index] = await buildIndexes({
      source: feedSourceOf(folder),
      store: storeOf({ THERIAC_DATA: folder }),
      only: ['npm'],
      download: () => Promise.reject(new Error('nothing is downloaded')),
      builtAt: '2026-01-01T00:00:00Z',
    });
    if (index?.records !== RECORDS) throw new RangeError(`${index?.records} of ${RECORDS} records`);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ignored(what: string, line: (i: number) => string): Row {
  return {
    what: `a .gitignore of 1 MB of ${what} over ${FOLDERS} folders`,
    most: 2_000,
    run: () => {
      const lines: string[] = [];
      for (let i = 0, size = 0; size < IGNORE_BYTES; i += 1) {
        lines.push(line(i));
        size += line(i).length + 1;
      }
      const scopes = [parseIgnoreRules(lines.join('\n'))];
      for (let i = 0; i < FOLDERS; i += 1) {
        isIgnored(scopes, `f${i}`, true);
        isIgnored(scopes, `f${i}/a.txt`, false);
      }
    },
  };
}

function records(what: string, ids: (i: number) => [string, string[]]): Row {
  return {
    what: `${RECORDS} records of one package, ${what}`,
    most: 5_000,
    run: () => {
      const next = seeded(1);
      const all = Array.from({ length: RECORDS }, (_, i): PackageRecord => {
        const [id, aliases] = ids(i);
        return {
          advisory: { id, aliases, kind: 'vulnerability', title: id, severity: 'high', cvss: [], cwe: [] },
          source: 'osv/npm',
          release: '',
          exploit: false,
          intervals: [
            { introduced: '0', end: { kind: 'fixed', version: `${1 + Math.floor(next() * 9)}.${i}.0` } },
          ],
          versions: [],
          prose: undefined,
        };
      });
      const matches = matchPackage('npm', '1.0.0', all);
      upgradeOptions('npm', '1.0.0', matches, all);
    },
  };
}
