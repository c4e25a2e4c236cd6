/** Damage that leaves a file like any other to a reader that looks for records only: each is told. */

import type { MemoryFiles } from '@theriac/testing/extract-in-memory';
import { listed } from '@theriac/testing/losses';
import { expect, test } from 'vitest';

const DEBIAN = { 'etc/os-release': 'ID=debian\nVERSION_ID="12"\n' };
const ALPINE = { 'etc/os-release': 'ID=alpine\nVERSION_ID=3.20.0\n' };
const PROVIDER = 'provider "registry.terraform.example/hashicorp/aws" {\n  version = "5.0.0"\n';

const DAMAGED: readonly (readonly [what: string, files: MemoryFiles])[] = [
  ['a status of one line break', { 'var/lib/dpkg/status': '\n', ...DEBIAN }],
  ['a status of blanks', { 'var/lib/dpkg/status': ' '.repeat(200), ...DEBIAN }],
  ['an empty lockfile of providers', { '.terraform.lock.hcl': '' }],
  [
    'a list of hashes that is not closed',
    { '.terraform.lock.hcl': `${PROVIDER}  hashes = [\n    "zh:aa",\n` },
  ],
  ['a block that is not closed', { '.terraform.lock.hcl': PROVIDER }],
  ['metadata without a hash', { 'pdm.lock': '[metadata]\ngroups = ["default"]\n' }],
  ['numbers for packages', { 'opam.locked': 'opam-version: "2.0"\ndepends: [1, 2]\n' }],
  ['a term without its dot', { 'rebar.lock': '[]\n' }],
  [
    'two packages of dpkg without a blank line between them',
    {
      'var/lib/dpkg/status':
        'Package: a\nStatus: install ok installed\nArchitecture: all\nVersion: 1\nPackage: b\nStatus: install ok installed\nArchitecture: all\nVersion: 2\n\n',
      ...DEBIAN,
    },
  ],
  [
    'two packages of apk without a blank line between them',
    { 'lib/apk/db/installed': 'C:Q1a\nP:a\nV:1-r0\nC:Q1b\nP:b\nV:2-r0\n\n', ...ALPINE },
  ],
  [
    'two packages of opkg without a blank line between them',
    { 'usr/lib/opkg/status': 'Package: a\nVersion: 1\nPackage: b\nVersion: 2\n\n' },
  ],
  [
    'two packages of vcpkg without a blank line between them',
    { 'vcpkg_installed/vcpkg/status': 'Package: a\nVersion: 1\nPackage: b\nVersion: 2\n\n' },
  ],
  [
    'zero bytes in a text',
    {
      'var/lib/dpkg/status': `Package: a\nStatus: install ok installed\nVersion: 1\nDescription: ${'\0'.repeat(4096)}\n\n`,
      ...DEBIAN,
    },
  ],
  [
    'constraints that go on',
    { 'cabal.project.freeze': 'constraints: any.aeson ==2.1.0,\n             any.bytes ==0.17,\n' },
  ],
  [
    'a distribution without requirements',
    {
      'cpanfile.snapshot':
        '# carton snapshot format: version 1.0\nDISTRIBUTIONS\n  A-1.0\n    pathname: A/AA/AAA/A-1.0.tar.gz\n    provides:\n      A 1.0\n    requirements:\n      perl 5.006\n  B-1.0\n    pathname: B/BB/BBB/B-1.0.tar.gz\n    provides:\n',
    },
  ],
  [
    'an address that is a number',
    { 'shard.lock': 'version: 2.0\nshards:\n  a:\n    git: 5\n    version: 1.0.0\n' },
  ],
  ['a section without a value', { 'stack.yaml.lock': 'packages:\nsnapshots: []\n' }],
  [
    'a block in a block',
    { 'go.mod': 'module x\n\ngo 1.21\n\nrequire (\nrequire (\n\ta.example/x v1.0.0\n)\n' },
  ],
  [
    'far more sums than requirements',
    {
      'go.mod': 'module x\n\ngo 1.21\n\nrequire a.example/x v1.0.0\n',
      'go.sum': Array.from({ length: 30 }, (_, i) => `b.example/m${i} v1.0.0 h1:${'A'.repeat(43)}=\n`).join(
        '',
      ),
    },
  ],
];

test.each(DAMAGED)('%s', async (_, files) => {
  expect((await listed(files)).isTold).toBe(true);
});

test('a hole is one in the text, not in UTF-16', async () => {
  const wide = Buffer.from('\ufeffgithub "a/b" "1.0.0"\n', 'utf16le');
  expect((await listed({ 'Cartfile.resolved': wide })).isTold).toBe(false);
});
