import { readdirSync, readFileSync } from 'node:fs';
import type { Extractor } from '@theriac/core';
import { extractOrRefuse, flawsOf } from '@theriac/testing/check-extraction';
import { fixturePath } from '@theriac/testing/public-sets';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const FIXTURES = fixturePath('extractors/osv-scalibr/extractor/filesystem/containers/');
const IAC = fixturePath('iac/checkov');
const [dockerfile, compose] = extractors as [Extractor, Extractor];

describe.each([
  [dockerfile, 'Dockerfile', `${FIXTURES}dockerbaseimage/testdata`, /dockerfile/],
  [compose, 'compose.yml', `${FIXTURES}dockercomposeimage/testdata`, /ya?ml$/],
  [dockerfile, 'Dockerfile', IAC, /\/Dockerfile$/],
] as const)('public fixtures of %#', (extractor, name, folder, wanted) => {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => wanted.test(path))
    .sort();
  it('finds fixtures', () => expect(paths.length).toBeGreaterThan(3));
  it.each(paths)('%s', async (path) => {
    const text = readFileSync(`${folder}/${path}`, 'utf8');
    const result = await extractOrRefuse(extractor, name, { [name]: text });
    expect(JSON.stringify(await extractOrRefuse(extractor, name, { [name]: text }))).toBe(
      JSON.stringify(result),
    );
    if (typeof result === 'string') expect(result).toBe('THERIAC_INPUT_SYNTAX');
    else expect(flawsOf(result, () => text)).toEqual([]);
  });
});
