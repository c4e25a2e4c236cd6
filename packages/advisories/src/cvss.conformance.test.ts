/** Scores against a public reference implementation's own vectors. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixturePath } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { scoreCvss } from './cvss.ts';

const folder = fixturePath('cvss/redhat-cvss/tests');
const files = readdirSync(folder).filter((f) => f.startsWith('vectors_'));

/** `vector - (base, temporal, environmental)` or `vector - score`. */
const LINE = /^(\S+) - \(?(-?[\d.]+)/;

test('there are vectors of every version', () => {
  expect(files).toHaveLength(11);
});

test.each(files)('every score of %s', (file) => {
  const lines = readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((l) => l !== '');
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) {
    const [, vector = '', score = ''] = LINE.exec(line) ?? [];
    expect(scoreCvss(vector)?.score, line).toBe(Math.abs(Number(score)));
  }
});
