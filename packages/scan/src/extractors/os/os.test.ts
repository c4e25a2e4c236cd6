import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { describe, expect, test } from 'vitest';
import { extractors } from './index.ts';

const DEBIAN = { 'etc/os-release': 'PRETTY_NAME="Debian"\nID=debian\nVERSION_ID="12"\n' };
const of = (id: string) => extractorOf(extractors, id);
const read = (id: string, files: MemoryFiles, path = Object.keys(files)[0] ?? '') =>
  extractInMemory(of(id), files, path);

describe('dpkg', () => {
  const status = `Package: libssl3
Status: install ok installed
Maintainer: Debian OpenSSL Team <team@example.org>
Architecture: amd64
Source: openssl (3.0.11)
Version: 3.0.11-1~deb12u2
Depends: libc6 (>= 2.34)

Package: libc6
Status: install ok installed
Architecture: amd64
Source: glibc
Version: 2.36-9

Package: gone
Status: deinstall ok config-files
Version: 1
`;
  test('source packages, distribution, edges; what is only configured is not there', async () => {
    const result = await read('os/dpkg', { 'var/lib/dpkg/status': status, ...DEBIAN });
    expect(result.unknowns).toEqual([]);
    expect(result.roots[0]?.components).toMatchObject([
      {
        name: 'libssl3',
        version: '3.0.11-1~deb12u2',
        supplier: 'Debian OpenSSL Team',
        qualifiers: { arch: 'amd64', distro: 'debian-12', upstream: 'openssl@3.0.11' },
        dependsOn: ['libc6@2.36-9'],
        location: { line: 1 },
      },
      { name: 'libc6', qualifiers: { upstream: 'glibc' }, location: { line: 9 } },
    ]);
    expect(result.roots[0]?.components).toHaveLength(2);
  });

  test('a folder with a file a package is one root', async () => {
    const files = {
      'img/var/lib/dpkg/status.d/base': 'Package: base-files\nVersion: 12\n',
      'img/var/lib/dpkg/status.d/tzdata': 'Package: tzdata\nVersion: 2024a\n',
      'img/etc/os-release': 'ID=debian\nVERSION_ID=12\n',
    };
    const first = await read('os/dpkg', files, 'img/var/lib/dpkg/status.d/base');
    expect(listing(first)).toEqual(['base-files@12 production direct', 'tzdata@2024a production direct']);
    expect(first.roots[0]?.path).toBe('img/var/lib/dpkg/status.d');
    expect((await read('os/dpkg', files, 'img/var/lib/dpkg/status.d/tzdata')).roots).toEqual([]);
  });

  test('without os-release the distribution is a known unknown', async () => {
    const { unknowns } = await read('os/dpkg', { 'var/lib/dpkg/status': status });
    expect(unknowns.map((u) => u.message)).toEqual([
      'there is no os-release, so the distribution is not known',
    ]);
  });

  damaged(of('os/dpkg'), 'var/lib/dpkg/status', status, DEBIAN);
});

test('pacman and Portage: a folder a package, one root, in order', async () => {
  const arch = {
    'var/lib/pacman/local/gawk-5.3.1-1/desc':
      '%NAME%\ngawk\n\n%VERSION%\n5.3.1-1\n\n%LICENSE%\nGPL-3.0-or-later\n\n%DEPENDS%\nglibc>=2.38\n',
    'var/lib/pacman/local/glibc-2.40-1/desc': '%NAME%\nglibc\n\n%VERSION%\n2.40-1\n',
    'etc/os-release': 'ID=arch\n',
  };
  const { roots } = await read('os/pacman', arch);
  expect(roots[0]?.components).toMatchObject([
    {
      name: 'gawk',
      licence: 'GPL-3.0-or-later',
      dependsOn: ['glibc@2.40-1'],
      qualifiers: { distro: 'arch' },
    },
    { name: 'glibc' },
  ]);
  const gentoo = {
    'var/db/pkg/app-arch/zstd-1.5.5-r1/PF': 'zstd-1.5.5-r1\n',
    'var/db/pkg/dev-perl/Getopt-Long-2.580.0/PF': 'Getopt-Long-2.580.0\n',
  };
  expect(listing(await read('os/portage', gentoo))).toEqual([
    'app-arch/zstd@1.5.5-r1 production direct',
    'dev-perl/Getopt-Long@2.580.0 production direct',
  ]);
});

test.each([
  ['ID="openEuler"\nVERSION_ID="22.03"\nVERSION="22.03 (LTS-SP3)"\n', 'openeuler-22.03-LTS-SP3'],
  ['ID="openEuler"\nVERSION_ID="24.03"\nVERSION="24.03 (LTS)"\n', 'openeuler-24.03-LTS'],
  ['ID="openEuler"\nVERSION_ID="23.09"\nVERSION="23.09"\n', 'openeuler-23.09'],
  ['ID="rocky"\nVERSION_ID="9.4"\nVERSION="9.4 (Blue Onyx)"\n', 'rocky-9.4'],
  ['ID=wolfi\n', 'wolfi'],
])('%j is the distribution %s', async (release, distro) => {
  const files = { 'lib/apk/db/installed': 'P:a\nV:1-r0\n\n', 'etc/os-release': release };
  const { roots } = await read('os/apk', files);
  expect(roots[0]?.components[0]?.qualifiers?.distro).toBe(distro);
});
