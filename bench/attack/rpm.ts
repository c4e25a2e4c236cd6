/** Databases of RPM, cut off and damaged: fewer packages than there are is told, never a shorter list. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Extractor } from '@theriac/core';
import { EXTRACTORS } from '@theriac/scan/plugins';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { makeBerkeley, makeNdb, makeRpmHeader, makeSqlite } from '@theriac/testing/make-rpm';
import { type Form, type Outcome, type Suite, seeded } from './suite.ts';

export const rpm: Suite = {
  id: 'rpm',
  promise: 'A damaged package database is told, never read as a shorter list',
  run,
};

interface Seed {
  readonly format: string;
  readonly path: string;
  readonly files: MemoryFiles;
  /** The file that is damaged: the database or its log. */
  readonly damages: string;
  /** Whether headers bring digests: without them a changed letter cannot be told. */
  readonly digests: boolean;
}

const OS_RELEASE = { 'etc/os-release': 'ID=fedora\nVERSION_ID=43\n' };
const RANDOM_FLIPS = { short: 1_500, long: 60_000 };
const WAL = 'var/lib/rpm/rpmdb.sqlite-wal';
const UNINDEXED = 'SQLite without an index';
const PAGE = 1024;
/** Bytes between cuts, and between flips of each byte in turn. */
const STEP = { short: 97, long: 1 };

async function run(form: Form): Promise<Outcome> {
  const extractor = EXTRACTORS.find(({ id }) => id === 'os/rpm');
  if (extractor === undefined) throw new RangeError('no extractor os/rpm');
  const broken: string[] = [];
  const figures: string[] = [];
  let tried = 0;
  let undetected = 0;
  let older = 0;
  let exchanged = 0;
  for (const seed of seeds()) {
    const whole = await packagesOf(extractor, seed.files, seed.path);
    const bytes = Buffer.from(seed.files[seed.damages] ?? '');
    if (whole.told || whole.packages.length === 0)
      broken.push(`${seed.format}: the whole database is not read whole`);
    let same = 0;
    for (const [what, damaged] of mutations(bytes, form)) {
      tried += 1;
      const found = await packagesOf(extractor, { ...seed.files, [seed.damages]: damaged }, seed.path);
      const isSame = found.packages.join() === whole.packages.join();
      if (isSame) same += 1;
      if (isSame || found.told) continue;
      // As many packages, one of them called something else: nothing in the file speaks against it.
      if (seed.damages === WAL && damaged.length < bytes.length && isWholeLog(damaged)) older += 1;
      else if (seed.format === UNINDEXED && what.endsWith('repeated')) exchanged += 1;
      else if (!seed.digests && found.packages.length >= whole.packages.length) undetected += 1;
      else
        broken.push(
          `${seed.format}, ${what}: ${whole.packages.length} packages became ${found.packages.length}`,
        );
    }
    figures.push(
      `${seed.format}: ${whole.packages.length} packages, ${bytes.length} bytes; ${same} inputs change nothing`,
    );
  }
  const argued = [
    {
      what: 'a changed letter in a header without digests',
      count: undetected,
      why: 'the header of a package built before RPM 4.0 has none; the name that stands there is a possible one',
    },
    {
      what: 'a page in the place of another one of the same table, where the index of names is missing',
      count: exchanged,
      why: 'RPM itself always makes the index, by which this is told',
    },
    {
      what: 'a write-ahead log that is cut off behind a whole transaction',
      count: older,
      why: 'this is the log as SQLite had left it earlier',
    },
  ];
  return { tried, broken, argued, figures };
}

function seeds(): readonly Seed[] {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-attack-'));
  try {
    const packages = Array.from({ length: 6 }, (_, i) => ({
      name: `package${i}`,
      version: `1.${i}`,
      filling: i * 400,
    }));
    const headers = packages.map((made) => makeRpmHeader(made));
    const old = packages.map((made) => makeRpmHeader(made, false));
    const logged = makeSqlite(folder, headers, 3);
    const at = (
      name: string,
      content: Buffer,
      beside: MemoryFiles = {},
    ): Omit<Seed, 'format' | 'digests'> => ({
      damages: `var/lib/rpm/${name}`,
      path: `var/lib/rpm/${name}`,
      files: { ...OS_RELEASE, ...beside, [`var/lib/rpm/${name}`]: content },
    });
    const withLog = at('rpmdb.sqlite', logged.database, { [WAL]: logged.log });
    return [
      { format: 'Berkeley DB', digests: true, ...at('Packages', makeBerkeley(headers)) },
      { format: 'Berkeley DB without digests', digests: false, ...at('Packages', makeBerkeley(old)) },
      { format: 'ndb', digests: true, ...at('Packages.db', makeNdb(headers)) },
      { format: 'ndb without digests', digests: false, ...at('Packages.db', makeNdb(old)) },
      { format: 'SQLite', digests: true, ...at('rpmdb.sqlite', makeSqlite(folder, headers).database) },
      {
        format: 'SQLite without digests',
        digests: false,
        ...at('rpmdb.sqlite', makeSqlite(folder, old, 0).database),
      },
      {
        format: UNINDEXED,
        digests: true,
        ...at('rpmdb.sqlite', makeSqlite(folder, headers, 0, false).database),
      },
      { format: 'SQLite with a log', digests: true, ...withLog },
      { format: 'log of SQLite', digests: true, ...withLog, damages: WAL },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether it ends with the frame that ends a transaction, or before the first. */
function isWholeLog(log: Buffer): boolean {
  if (log.length === 0) return true;
  const last = log.length - PAGE - 24;
  return (log.length - 32) % (PAGE + 24) === 0 && (last < 32 || log.readUInt32BE(last + 4) !== 0);
}

/** Cuts, flips of bytes in turn and by chance, pages that are zeroed, repeated or exchanged. */
function* mutations(bytes: Buffer, form: Form): Generator<readonly [string, Buffer]> {
  for (let at = 0; at < bytes.length; at += STEP[form]) yield [`cut at ${at}`, bytes.subarray(0, at)];
  for (let at = 0; at < bytes.length; at += STEP[form]) {
    const copy = Buffer.from(bytes);
    copy.writeUInt8((bytes[at] ?? 0) ^ 0xff, at);
    yield [`byte ${at} turned`, copy];
  }
  for (const size of [512, 1024, 4096]) {
    for (let at = 0; at + size <= bytes.length; at += size) {
      const zeroed = Buffer.from(bytes);
      zeroed.fill(0, at, at + size);
      yield [`${size} bytes at ${at} zeroed`, zeroed];
      const repeated = Buffer.from(bytes);
      bytes.copy(repeated, at, Math.max(0, at - size), at);
      yield [`${size} bytes at ${at} repeated`, repeated];
      yield [
        `${size} bytes at ${at} left out`,
        Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]),
      ];
    }
  }
  const random = seeded(bytes.length);
  for (let i = 0; i < RANDOM_FLIPS[form] / 9; i += 1) {
    const copy = Buffer.from(bytes);
    const flips = 1 + Math.floor(random() * 4);
    for (let flip = 0; flip < flips; flip += 1)
      copy.writeUInt8(Math.floor(random() * 256), Math.floor(random() * bytes.length));
    yield [`flips by chance, number ${i}`, copy];
  }
}

async function packagesOf(
  extractor: Extractor,
  files: MemoryFiles,
  path: string,
): Promise<{ readonly packages: readonly string[]; readonly told: boolean }> {
  try {
    const { roots, unknowns = [] } = await extractInMemory(extractor, files, path);
    const packages = roots.flatMap(({ components }) =>
      components.map(({ name, version }) => `${name} ${version}`),
    );
    return { packages: packages.sort(), told: unknowns.some(({ losesComponents }) => losesComponents) };
  } catch (error) {
    // A coded error of an extractor is a known unknown of the scan.
    if (error instanceof Error && error.name === 'TheriacError') return { packages: [], told: true };
    throw error;
  }
}
