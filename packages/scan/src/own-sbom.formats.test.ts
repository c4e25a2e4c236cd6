/** A folder and its bill of materials in every format: the same exit code and the same findings, or the word that not all is known. */
import { join } from 'node:path';
import { isOpen, type ScanResult } from '@theriac/core';
import { bomOfScan, restsOnFiles, writeBom } from '@theriac/formats/bom';
import { BOM_TARGETS } from '@theriac/formats/bom/tables';
import { makeFolder, makeStore, removeFolders, scanWith } from '@theriac/testing/make-target';
import { SAMPLES } from '@theriac/testing/sample-lockfiles';
import { SEEDS } from '@theriac/testing/seeds';
import { afterAll, beforeAll, expect, test } from 'vitest';

let store: Awaited<ReturnType<typeof makeStore>>;
beforeAll(async () => {
  store = await makeStore({
    npm: [
      {
        id: 'MAL-2026-1',
        modified: '2025-12-30T00:00:00Z',
        summary: 'Malicious code in evil',
        details: 'It steals.',
        affected: [{ package: { ecosystem: 'npm', name: 'evil' }, versions: ['6.6.6'] }],
      },
    ],
  });
});
afterAll(removeFolders);

const npm = (root: object, packages: Readonly<Record<string, object>>): Readonly<Record<string, string>> => ({
  'package-lock.json': JSON.stringify({
    name: 'app',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'app', version: '1.0.0', ...root },
      ...Object.fromEntries(Object.entries(packages).map(([name, entry]) => [`node_modules/${name}`, entry])),
    },
  }),
});

const FOLDERS: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {
  ...Object.fromEntries(
    SAMPLES.flatMap((s) =>
      ['1.0.0', '2.0.0'].map((version) => [
        `${s.format} ${version}`,
        { ...s.beside, [s.path]: s.text(version) },
      ]),
    ),
  ),
  ...Object.fromEntries(SEEDS.map(({ extractor, files }, i) => [`${i} ${extractor}`, files])),
  'a flaw in a development dependency': npm(
    { dependencies: { fine: '*' }, devDependencies: { flawed: '*' } },
    { fine: { version: '1.0.0', license: 'MIT' }, flawed: { version: '1.0.0', dev: true, license: 'MIT' } },
  ),
  'a flaw in an optional dependency': npm(
    { optionalDependencies: { flawed: '*' } },
    { flawed: { version: '1.0.0', optional: true } },
  ),
  'a flaw behind another package': npm(
    { dependencies: { fine: '*' } },
    { fine: { version: '1.0.0', dependencies: { flawed: '*' } }, flawed: { version: '1.0.0' } },
  ),
  'a denied licence in production': npm(
    { dependencies: { fine: '*' } },
    { fine: { version: '1.0.0', license: 'GPL-3.0-only' } },
  ),
  'a denied licence in development': npm(
    { devDependencies: { fine: '*' } },
    { fine: { version: '1.0.0', dev: true, license: 'GPL-3.0-only' } },
  ),
  'a choice of licences': npm(
    { dependencies: { fine: '*' } },
    { fine: { version: '1.0.0', license: '(MIT OR GPL-3.0-only)' } },
  ),
  'a licence that does not fit the project': {
    ...npm({ dependencies: { fine: '*' } }, { fine: { version: '1.0.0', license: 'MPL-2.0' } }),
    'package.json': '{"name":"app","license":"UNLICENSED","dependencies":{"fine":"*"}}',
  },
  'a copyleft package in a project under the same licence': npm(
    { license: 'GPL-3.0-only', dependencies: { fine: '*' } },
    { fine: { version: '1.0.0', license: 'GPL-3.0-only' } },
  ),
  'projects under different licences': {
    'package.json': '{"name":"app","license":"MIT"}',
    ...npm(
      { dependencies: { fine: '*' } },
      { fine: { version: '1.0.0', license: 'GPL-3.0-only' }, b: { version: '1.0.0', license: 'MIT' } },
    ),
    'tools/package.json': '{"name":"tools","license":"GPL-3.0-only"}',
    'tools/package-lock.json':
      npm({ dependencies: { c: '*' } }, { c: { version: '1.0.0', license: 'GPL-3.0-only' } })[
        'package-lock.json'
      ] ?? '',
  },
  'a package that its authors deprecated': npm(
    { dependencies: { fine: '*' } },
    { fine: { version: '1.0.0', license: 'MIT', deprecated: 'use other instead: it is better' } },
  ),
  'a declaration that the text settles': {
    ...npm({ dependencies: { fine: '*' } }, { fine: { version: '1.0.0' } }),
    'node_modules/fine/package.json': '{"name":"fine","version":"1.0.0","license":"BSD"}',
    'node_modules/fine/LICENSE': 'SPDX-License-Identifier: BSD-3-Clause\n',
  },
  'an installed package without a licence': {
    ...npm({ dependencies: { fine: '*' } }, { fine: { version: '1.0.0' } }),
    'node_modules/fine/package.json': '{"name":"fine","version":"1.0.0"}',
  },
  'a declaration that the text contradicts': {
    ...npm({ dependencies: { fine: '*' } }, { fine: { version: '1.0.0' } }),
    'node_modules/fine/package.json': '{"name":"fine","version":"1.0.0","license":"GPL-3.0-only"}',
    'node_modules/fine/LICENSE': 'SPDX-License-Identifier: MIT\n',
  },
  'a gem that is the project': {
    'Gemfile.lock':
      'PATH\n  remote: .\n  specs:\n    flawed (1.0.0)\n      fine (>= 1)\n\nGEM\n  remote: https://gems.example/\n  specs:\n    fine (1.0.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  flawed!\n',
  },
  malware: npm({ dependencies: { evil: '*' } }, { evil: { version: '6.6.6' } }),
  'a git dependency': npm(
    { dependencies: { flawed: '*' } },
    { flawed: { version: '1.0.0', resolved: `git+https://git.example.org/a.git#${'a'.repeat(40)}` } },
  ),
  'no lockfile': { 'package.json': '{"name":"x","version":"1.0.0","dependencies":{"fine":"^1"}}' },
  'a lockfile that is cut off': { 'package-lock.json': '{"lockfileVersion":3,"packages":{' },
  'nothing that is known': { 'readme.txt': 'x' },
  'two projects, one of them without exact versions': {
    'a/package-lock.json':
      npm({ dependencies: { fine: '*' } }, { fine: { version: '1.0.0' } })['package-lock.json'] ?? '',
    'b/requirements.txt': 'fine==1.0.0\nother>=2\n',
  },
  'conflicting hashes in a lockfile': npm(
    { dependencies: { fine: '*', b: '*' } },
    {
      fine: { version: '1.0.0', integrity: `sha512-${Buffer.alloc(64, 1).toString('base64')}` },
      b: { version: '1.0.0', dependencies: { fine: '*' } },
      'b/node_modules/fine': {
        version: '1.0.0',
        integrity: `sha512-${Buffer.alloc(64, 2).toString('base64')}`,
      },
    },
  ),
};

/** CycloneDX 1.0 and 1.1 have no metadata and no graph: what they cannot say is strict, and never green by mistake. */
const STATES_ALL = BOM_TARGETS.filter((t) => t.format === 'spdx' || !['1.0', '1.1'].includes(t.version));

const carried = (result: ScanResult): string[] =>
  result.findings
    .filter((f) => isOpen(f) && !restsOnFiles(f) && f.kind !== 'supply-chain')
    .map((f) => `${f.rule} ${f.subject.label}: ${f.decision.outcome}, ${f.severity}`)
    .sort();

test.each(Object.keys(FOLDERS))('%s', async (name) => {
  const folder = await scanWith(store, makeFolder(FOLDERS[name] ?? {}));
  const failing = new Set(folder.gate.failing);
  const uncarried = folder.findings.some((f) => failing.has(f.fingerprint) && restsOnFiles(f));
  const bom = await bomOfScan(folder, { inventoryOnly: true });
  for (const target of BOM_TARGETS) {
    const document = makeFolder({ 'own.bom': (await writeBom(bom, target)).text });
    const own = await scanWith(store, join(document, 'own.bom'));
    const at = `${target.format}@${target.version} ${target.encoding}`;
    if (folder.gate.exitCode !== 0) expect([at, own.gate.exitCode]).not.toEqual([at, 0]);
    if (!STATES_ALL.includes(target)) continue;
    expect([at, carried(own)]).toEqual([at, carried(folder)]);
    if (uncarried) expect([at, own.gate.exitCode]).not.toEqual([at, 0]);
    else expect([at, own.gate.exitCode]).toEqual([at, folder.gate.exitCode]);
  }
});
