import { readFileSync } from 'node:fs';
import { POPULAR_PYPI as PYPI } from '@theriac/scan/popular-names';
import { feedUrl } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { pypiList } from './popular-names.ts';

test('the list of PyPI is what the tool makes of the table', () => {
  expect(pypiList(readFileSync(feedUrl('popularity/pypi-top15000.tsv.gz'))).includes(`'${PYPI}'`)).toBe(true);
});
