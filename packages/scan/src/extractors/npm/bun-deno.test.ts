import type { Extractor } from '@theriac/core';
import { extractFromMemory, flawsOf, listing } from '@theriac/testing/check-extraction';
import type { MemoryFiles } from '@theriac/testing/extract-in-memory';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const bun = extractors.find((e) => e.id === 'npm/bun-lock') as Extractor;
const deno = extractors.find((e) => e.id === 'npm/deno-lock') as Extractor;
const read = async (extractor: Extractor, path: string, target: MemoryFiles) => {
  const result = await extractFromMemory(extractor, path, target);
  expect(flawsOf(result, (p) => String(target[p] ?? ''))).toEqual([]);
  return result;
};

describe('bun.lock', () => {
  it('makes one root a workspace, fills in catalogs and keeps first-party packages apart', async () => {
    const result = await read(bun, 'bun.lock', {
      'package.json': '{}',
      'bun.lock': `{ // Bun
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "top", "devDependencies": { "tool": "catalog:" } },
    "packages/a": { "name": "a", "version": "1.0.0", "dependencies": { "b": "workspace:*", "x": "^2" } },
    "packages/b": { "name": "b", "dependencies": { "x": "^1" }, "devDependencies": { "tool": "catalog:" } },
  },
  "catalog": { "tool": "^9.0.0" },
  "packages": {
    "a": ["a@workspace:packages/a"],
    "a/x": ["x@2.0.0", "", {}, "sha512-bad"],
    "b": ["b@workspace:packages/b"],
    "tool": ["tool@9.1.0", "", { "optionalDependencies": { "x": "*", "gone": "*" } }],
    "x": ["x@1.0.0", "", {}],
  },
}`,
    });
    expect(result.unknowns).toEqual([]);
    expect(result.roots.map((r) => [r.path, r.name, listing({ roots: [r], unknowns: [] })])).toEqual([
      ['package.json', 'top', ['tool@9.1.0 development direct', 'x@1.0.0 development']],
      [
        'packages/a/package.json',
        'a',
        ['x@2.0.0 production direct', 'b@? production direct', 'x@1.0.0 production'],
      ],
      ['packages/b/package.json', 'b', ['tool@9.1.0 development direct', 'x@1.0.0 production direct']],
    ]);
    expect(result.roots[0]?.components[0]?.requested).toBe('^9.0.0');
  });
});

const SHA256 = 'ab'.repeat(32);
const V2 = {
  version: '2',
  remote: {
    'https://modules.example/std@0.200.0/path/mod.ts': SHA256,
    'https://modules.example/std@0.200.0/fs/mod.ts': SHA256,
  },
  npm: {
    specifiers: { 'chalk@5': 'chalk@5.0.1' },
    packages: {
      'chalk@5.0.1': { integrity: 'sha512-x', dependencies: { kleur: 'kleur@4.1.5' } },
      'kleur@4.1.5': { integrity: 'sha512-x', dependencies: {} },
    },
  },
};
const V3 = {
  version: '3',
  packages: {
    specifiers: { 'npm:chalk@5': 'npm:chalk@5.0.1', 'jsr:@std/path@^1': 'jsr:@std/path@1.0.0' },
    jsr: { '@std/path@1.0.0': { integrity: SHA256, dependencies: ['npm:chalk@5'] } },
    npm: {
      'chalk@5.0.1': { integrity: 'sha512-x', dependencies: { kleur: 'kleur@4.1.5' } },
      'kleur@4.1.5': {},
    },
  },
  workspace: { dependencies: ['jsr:@std/path@^1'] },
};
const V5 = {
  version: '5',
  specifiers: { 'npm:chalk@5': '5.0.1', 'jsr:@std/path@^1': '1.0.0' },
  jsr: { '@std/path@1.0.0': { integrity: SHA256, dependencies: ['npm:chalk'] } },
  npm: {
    'chalk@5.0.1': { dependencies: ['kleur'], scripts: true },
    'kleur@4.1.5': {},
    'lone@1.0.0_peer@2.0.0': {},
  },
  workspace: { dependencies: ['jsr:@std/path@^1'], packageJson: { dependencies: ['npm:chalk@5'] } },
};

describe('deno.lock', () => {
  it('reads version 2 and says which modules come from URLs', async () => {
    const result = await read(deno, 'deno.lock', { 'deno.lock': JSON.stringify(V2, null, 1) });
    expect(listing(result)).toEqual(['chalk@5.0.1 production direct', 'kleur@4.1.5 production']);
    expect(
      result.unknowns.map((u) => [
        u.reason,
        u.location.line,
        u.message.includes('modules.example/std@0.200.0'),
      ]),
    ).toEqual([['no-package-data', 4, true]]);
  });

  it('reads version 3 with JSR packages', async () => {
    const result = await read(deno, 'deno.lock', {
      'deno.lock': JSON.stringify(V3, null, 1),
      'deno.json': '{}',
    });
    expect(listing(result)).toEqual([
      'chalk@5.0.1 production',
      'kleur@4.1.5 production',
      '@std/path@1.0.0 production direct',
    ]);
    expect(result.roots[0]?.path).toBe('deno.json');
    expect(result.roots[0]?.components[2]).toMatchObject({
      ecosystem: 'deno',
      hashes: [{ algorithm: 'sha256', hex: SHA256 }],
      dependsOn: ['npm:chalk@5.0.1'],
    });
    expect(result.unknowns).toEqual([]);
  });

  it('follows npm aliases, and the one range of a package that the file holds twice', async () => {
    const text = JSON.stringify({
      version: '5',
      specifiers: { 'jsr:@std/matter@1': '1.0.9', 'jsr:@std/toml@^1.0.3': '1.0.11', 'npm:cliui@8': '8.0.2' },
      jsr: {
        '@std/matter@1.0.9': { integrity: 'a'.repeat(64), dependencies: ['jsr:@std/toml'] },
        '@std/toml@1.0.10': { integrity: 'a'.repeat(64) },
        '@std/toml@1.0.11': { integrity: 'a'.repeat(64) },
      },
      npm: {
        'cliui@8.0.2': { dependencies: ['wide@5.1.2', 'wide-cjs@npm:wide@4.2.3'] },
        'wide@4.2.3': {},
        'wide@5.1.2': {},
      },
      workspace: { dependencies: ['jsr:@std/matter@1', 'npm:cliui@8'] },
    });
    const result = await read(deno, 'deno.lock', { 'deno.lock': text });
    expect(result.unknowns).toEqual([]);
    const needs = new Map(result.roots[0]?.components.map((c) => [c.name, c.dependsOn]));
    expect(needs.get('@std/matter')).toEqual(['jsr:@std/toml@1.0.11']);
    expect(needs.get('cliui')).toEqual(['npm:wide@5.1.2', 'npm:wide@4.2.3']);
  });

  it('reads version 5 with names that need no version', async () => {
    const result = await read(deno, 'deno.lock', { 'deno.lock': JSON.stringify(V5) });
    expect(listing(result)).toEqual([
      'chalk@5.0.1 production direct',
      'kleur@4.1.5 production',
      'lone@1.0.0 production',
      '@std/path@1.0.0 production direct',
    ]);
    expect(result.roots[0]?.components[0]?.installScript).toBe(true);
  });
});
