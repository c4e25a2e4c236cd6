import type { Extractor } from '@theriac/core';
import { extractOrRefuse, listing } from '@theriac/testing/check-extraction';
import { fixturePath } from '@theriac/testing/public-sets';
import { runExtractor } from '@theriac/testing/run-extractor';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const FIXTURES = fixturePath(
  'extractors/osv-scalibr/extractor/filesystem/language/javascript/bunlock/testdata',
);
const bun = extractors.find((e) => e.id === 'npm/bun-lock') as Extractor;

describe('bun.lock', () => {
  it('resolves nested paths of names', async () => {
    const result = await runExtractor(bun, FIXTURES, 'nested-dependencies.json5');
    expect(result.unknowns).toEqual([]);
    expect(listing(result)).toEqual([
      'ansi-styles@4.3.0 development',
      'chalk@4.1.2 development direct',
      'color-convert@2.0.1 development',
      'color-name@1.1.4 development',
      'has-flag@2.0.0 production direct',
      'supports-color@5.5.0 production direct',
      'supports-color@7.2.0 development',
      'has-flag@3.0.0 production',
      'has-flag@4.0.0 development',
    ]);
    expect(result.roots[0]?.components[6]).toMatchObject({
      key: 'chalk/supports-color',
      dependsOn: ['chalk/supports-color/has-flag'],
      location: { line: 28 },
    });
  });

  it('says which entries could not be parsed', async () => {
    const result = await runExtractor(bun, FIXTURES, 'bad-tuple.json5');
    expect(listing(result)).toEqual(['wrappy@1.0.2 production direct']);
    expect(result.unknowns.map((u) => `${u.reason} ${u.location.line}`)).toEqual([
      'unparseable 12',
      'unparseable 14',
    ]);
    expect(await extractOrRefuse(bun, 'bun.lock', { 'bun.lock': '// nothing' })).toBe('THERIAC_INPUT_SYNTAX');
  });
});
