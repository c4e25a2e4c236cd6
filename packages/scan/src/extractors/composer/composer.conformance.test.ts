import { readdirSync, readFileSync } from 'node:fs';
import type { Extractor } from '@theriac/core';
import { extractOrRefuse, flawsOf, listing } from '@theriac/testing/check-extraction';
import { fixturePath } from '@theriac/testing/public-sets';
import { runExtractor } from '@theriac/testing/run-extractor';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const FIXTURES = fixturePath(
  'extractors/osv-scalibr/extractor/filesystem/language/php/composerlock/testdata',
);
const [lock] = extractors as [Extractor];

describe('composer.lock', () => {
  it('reads the packages of a Drupal site', async () => {
    const result = await runExtractor(lock, FIXTURES, 'drupal-packages.json');
    expect(listing(result)).toEqual([
      'drupal/core@10.4.5 production',
      'drupal/tfa@2.0.0-alpha4 production',
      'theseer/tokenizer@1.1.3 production',
      'drupal/field_time@1.0.0-beta5 development',
    ]);
  });

  it.each(readdirSync(FIXTURES).sort())('public fixture %s', async (name) => {
    const text = readFileSync(`${FIXTURES}/${name}`, 'utf8');
    const result = await extractOrRefuse(lock, 'composer.lock', { 'composer.lock': text });
    expect(JSON.stringify(await extractOrRefuse(lock, 'composer.lock', { 'composer.lock': text }))).toBe(
      JSON.stringify(result),
    );
    if (typeof result === 'string') expect(result).toBe('THERIAC_INPUT_SYNTAX');
    else expect(flawsOf(result, () => text)).toEqual([]);
  });
});
