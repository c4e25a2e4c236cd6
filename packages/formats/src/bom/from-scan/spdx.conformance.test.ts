import { spdxCheck } from '@theriac/testing/public-schemas';
import { describe, expect, test } from 'vitest';
import { renderReport } from '../../reports/index.ts';
import { cleanResult, largeResult, sampleResult } from '../../testdata/sample-result.ts';

describe('SPDX', () => {
  test('passes the official 2.3 schema, hostile names and all', async () => {
    const check = spdxCheck();
    for (const result of [sampleResult(), cleanResult(), largeResult(300, 0)])
      expect(check(await renderReport(result, 'spdx'))).toEqual([]);
  });
});
