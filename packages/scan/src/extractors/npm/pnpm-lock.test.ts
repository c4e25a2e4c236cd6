import type { Extractor } from '@theriac/core';
import { extractFromMemory, extractOrRefuse, flawsOf, listing } from '@theriac/testing/check-extraction';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const extractor = extractors.find((e) => e.id === 'npm/pnpm-lock') as Extractor;

describe('pnpm-lock.yaml', () => {
  it('makes one root an importer, with catalogs, aliases and links', async () => {
    const target = {
      'package.json': '{"name": "top"}',
      'packages/a/package.json': '{"name": "@s/a", "version": "1.0.0"}',
      'packages/b/package.json': '{"name": "@s/b", "version": "2.0.0"}',
      'pnpm-lock.yaml': `lockfileVersion: '9.0'
catalogs:
  default:
    x:
      specifier: ^1.0.0
      version: 1.0.0
importers:
  .:
    devDependencies:
      old-x:
        specifier: npm:x@^0.9.0
        version: x@0.9.0
  packages/a:
    dependencies:
      '@s/b':
        specifier: workspace:*
        version: link:../b
      away:
        specifier: link:../../../away
        version: link:../../../away
    optionalDependencies:
      gone:
        specifier: '1'
        version: 1.0.0
  packages/b:
    dependencies:
      x:
        specifier: 'catalog:'
        version: 1.0.0
    devDependencies:
      old-x:
        specifier: npm:x@^0.9.0
        version: x@0.9.0
packages:
  x@0.9.0:
    resolution: {integrity: sha512-AA==}
    requiresBuild: true
  x@1.0.0:
    resolution: {integrity: sha512-AA==}
snapshots:
  x@0.9.0: {}
  x@1.0.0: {}
`,
    };
    const result = await extractFromMemory(extractor, 'pnpm-lock.yaml', target);
    expect(flawsOf(result, () => target['pnpm-lock.yaml'])).toEqual([]);
    expect(result.roots.map((r) => [r.path, r.name, listing({ roots: [r], unknowns: [] })])).toEqual([
      ['package.json', 'top', ['x@0.9.0 development direct']],
      [
        'packages/a/package.json',
        '@s/a',
        ['x@1.0.0 production', 'away@? production direct', '@s/b@2.0.0 production direct'],
      ],
      ['packages/b/package.json', '@s/b', ['x@0.9.0 development direct', 'x@1.0.0 production direct']],
    ]);
    expect(result.roots[2]?.components[1]?.requested).toBe('^1.0.0');
    expect(result.roots[0]?.components[0]?.installScript).toBe(true);
    expect(result.unknowns.map((u) => `${u.reason} ${u.package}`)).toEqual(['unresolved-version away']);
  });

  it('reads every document of a file with several', async () => {
    const document = (name: string) =>
      `---\nlockfileVersion: '9.0'\nimporters:\n  .: {}\npackages:\n  ${name}@1.0.0:\n    resolution: {integrity: x}\n`;
    const text = document('pnpm') + document('a');
    const result = await extractFromMemory(extractor, 'pnpm-lock.yaml', { 'pnpm-lock.yaml': text });
    expect(listing(result)).toEqual(['pnpm@1.0.0 development', 'a@1.0.0 production']);
    expect(flawsOf(result, () => text)).toEqual([]);
  });

  it('refuses what is not a lockfile and says what has the wrong type', async () => {
    expect(await extractOrRefuse(extractor, 'pnpm-lock.yaml', { 'pnpm-lock.yaml': '- a\n' })).toBe(
      'THERIAC_INPUT_SYNTAX',
    );
    const text = 'lockfileVersion: 99\nimporters: 7\npackages: [a]\n';
    const result = await extractFromMemory(extractor, 'pnpm-lock.yaml', { 'pnpm-lock.yaml': text });
    expect(result.unknowns.map((u) => `${u.reason} ${u.location.line}`)).toEqual([
      'unsupported-version 1',
      'unparseable 2',
      'unparseable 3',
    ]);
  });
});
