import { readdirSync, readFileSync } from 'node:fs';
import type { Extractor } from '@theriac/core';
import { extractOrRefuse, flawsOf } from '@theriac/testing/check-extraction';
import { fixturePath } from '@theriac/testing/public-sets';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const FIXTURES = fixturePath('extractors/osv-scalibr/extractor/filesystem/misc/githubactions/testdata');
const [extractor] = extractors as [Extractor];
const WORKFLOW = '.github/workflows/ci.yml';

describe('GitHub workflows', () => {
  it.each(readdirSync(FIXTURES).sort())('public fixture %s', async (name) => {
    const text = readFileSync(`${FIXTURES}/${name}`, 'utf8');
    const result = await extractOrRefuse(extractor, WORKFLOW, { [WORKFLOW]: text });
    expect(JSON.stringify(await extractOrRefuse(extractor, WORKFLOW, { [WORKFLOW]: text }))).toBe(
      JSON.stringify(result),
    );
    if (typeof result === 'string') expect(result).toBe('THERIAC_INPUT_SYNTAX');
    else expect(flawsOf(result, () => text)).toEqual([]);
  });
});
