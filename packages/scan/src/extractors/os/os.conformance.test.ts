import { gunzipSync } from 'node:zlib';
import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { faultsOf } from '@theriac/testing/extractor-checks';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { fixture, fixtureNames } from '@theriac/testing/public-sets';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractors } from './index.ts';

const OS = 'extractors/osv-scalibr/extractor/filesystem/os';
const RPM = 'extractors/go-rpmdb';
const DEBIAN = { 'etc/os-release': 'PRETTY_NAME="Debian"\nID=debian\nVERSION_ID="12"\n' };
const of = (id: string) => extractorOf(extractors, id);
const read = (id: string, files: MemoryFiles, path = Object.keys(files)[0] ?? '') =>
  extractInMemory(of(id), files, path);

describe('every public file keeps the promises of every extractor', () => {
  test.each([
    ['os/dpkg', 'dpkg/testdata/dpkg', 'var/lib/dpkg/status'],
    ['os/opkg', 'dpkg/testdata/opkg', 'usr/lib/opkg/status'],
    ['os/apk', 'apk/testdata', 'lib/apk/db/installed'],
    ['os/pacman', 'pacman/testdata', 'var/lib/pacman/local/a-1/desc'],
    ['os/portage', 'portage/testdata', 'var/db/pkg/dev-perl/a-1/PF'],
    ['os/snap', 'snap/testdata', 'snap/core/1/meta/snap.yaml'],
    ['os/chisel', 'chisel/testdata/chisel', 'var/lib/chisel/manifest.wall'],
    ['os/rpm', 'rpm/testdata', 'var/lib/rpm/Packages'],
  ])('%s over %s', async (id, folder, path) => {
    const names = fixtureNames(`${OS}/${folder}`);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      const files = { ...DEBIAN, [path]: fixture(`${OS}/${folder}/${name}`) };
      expect(await faultsOf(of(id), files, path), name).toEqual([]);
    }
  });
});

describe('apk', () => {
  const installed = fixture(`${OS}/apk/testdata/installed`).toString();
  test('a whole database: names, origins, edges by what libraries provide', async () => {
    const { roots } = await read('os/apk', {
      'lib/apk/db/installed': installed,
      'etc/os-release': 'ID=alpine\nVERSION_ID=3.18.0\n',
    });
    const names = [...installed.matchAll(/^P:(.+)$/gm)].map((m) => m[1]);
    expect(roots[0]?.components.map((c) => c.name)).toEqual(names);
    expect(roots[0]?.components.find((c) => c.name === 'busybox-binsh')).toMatchObject({
      qualifiers: { distro: 'alpine-3.18.0', upstream: 'busybox' },
      licence: 'GPL-2.0-only',
    });
    const busybox = roots[0]?.components.find((c) => c.name === 'busybox');
    expect(busybox?.dependsOn?.some((key) => key.startsWith('musl@'))).toBe(true);
  });
  damaged(of('os/apk'), 'lib/apk/db/installed', installed);
});

describe('rpm', () => {
  interface Expected {
    readonly complete: boolean;
    readonly packages: readonly {
      name: string;
      epoch: number | null;
      version: string;
      release: string;
      license: string;
    }[];
  }
  test.each([
    ['Berkeley DB', 'libuuid/Packages', 'var/lib/rpm/Packages', 'libuuid'],
    ['ndb', 'sle15-bci/Packages.db', 'usr/lib/sysimage/rpm/Packages.db', 'sle15-bci'],
    ['SQLite', 'cbl-mariner-2.0/rpmdb.sqlite.gz', 'var/lib/rpm/rpmdb.sqlite', 'cbl-mariner-2.0'],
  ])('%s: every package that another reader finds', async (_, name, path, expected) => {
    const packed = fixture(`${RPM}/pkg/testdata/${name}`);
    const database = name.endsWith('.gz') ? gunzipSync(packed) : packed;
    const { roots, unknowns } = await read('os/rpm', {
      [path]: database,
      'etc/os-release': 'ID="almalinux"\nVERSION_ID="8.8"\n',
    });
    expect(unknowns).toEqual([]);
    const { complete, packages } = JSON.parse(
      fixture(`${RPM}/expected/${expected}.json`).toString(),
    ) as Expected;
    const found = new Map(roots[0]?.components.map((c) => [`${c.name}@${c.version}`, c]));
    for (const p of packages) {
      const epoch = p.epoch === null ? '' : `${p.epoch}:`;
      expect(found.get(`${p.name}@${epoch}${p.version}-${p.release}`)?.licence).toBe(p.license);
    }
    if (complete) expect(found.size).toBe(packages.length);
  });

  test('flipped bytes end in known unknowns or coded errors, in each format', async () => {
    const samples = [
      ['var/lib/rpm/Packages', fixture(`${RPM}/pkg/testdata/libuuid/Packages`)],
      [
        'var/lib/rpm/rpmdb.sqlite',
        gunzipSync(fixture(`${RPM}/pkg/testdata/cbl-mariner-2.0/rpmdb.sqlite.gz`)).subarray(0, 400_000),
      ],
      ['var/lib/rpm/Packages.db', fixture(`${RPM}/pkg/testdata/sle15-bci/Packages.db`).subarray(0, 300_000)],
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        async (which, flips) => {
          const [path, bytes] = samples[which] ?? samples[0];
          const copy = Buffer.from(bytes);
          // The first pages steer everything, so most damage goes there.
          for (const [at, value] of flips)
            copy[at % Math.min(copy.length, at % 3 === 0 ? copy.length : 8192)] = value;
          expect(await faultsOf(of('os/rpm'), { [path]: copy }, path)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('Chisel: packages of the manifest with their hashes', async () => {
  const path = 'var/lib/chisel/manifest.wall';
  const result = await read('os/chisel', { [path]: fixture(`${OS}/chisel/testdata/chisel/openssl.wall`) });
  expect(listing(result)).toEqual([
    'base-files@13ubuntu10.2 production direct',
    'libc6@2.39-0ubuntu8.4 production direct',
    'libssl3t64@3.0.13-0ubuntu3.5 production direct',
    'openssl@3.0.13-0ubuntu3.5 production direct',
  ]);
  expect(result.roots[0]?.components[0]?.hashes?.[0]?.algorithm).toBe('sha256');
});

test('snaps: name, version, architecture when there is one', async () => {
  const path = 'snap/core/1/meta/snap.yaml';
  const { roots } = await read('os/snap', { [path]: fixture(`${OS}/snap/testdata/single-arch.yaml`) });
  expect(roots[0]?.components).toMatchObject([
    { name: 'core', version: '16-2.61.4-20240607', qualifiers: { arch: 'amd64' } },
  ]);
});
