import { POPULAR_NPM as NPM, POPULAR_PYPI as PYPI, PYPI_HALVES } from '@theriac/scan/popular-names';
import { expect, test } from 'vitest';
import { npmList } from './popular-names.ts';

test('the list of npm is what `npm run popular-names` makes of npm-high-impact', () => {
  expect(npmList().includes(`'${NPM}'`)).toBe(true);
});

test('both lists together stay small', () => {
  expect(npmList().length + PYPI.length + PYPI_HALVES.length).toBeLessThan(300 * 1024);
});
