import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Collected } from './collect.ts';
import { piecesOf } from './pattern.ts';
import { problemOf } from './prove.ts';
import { ARGUED, BUILT } from './table.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
/** Of the recorded proofs, one in so many is done again in each run. */
const PROVED_AGAIN = 25;
/** Recorded proofs of patterns up to this length take milliseconds. */
const SHORT_PATTERN = 40;

const run = spawnSync(process.execPath, [here('collect.ts')], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
const { found, notRun } = JSON.parse(run.stdout) as Collected;
const expressions = new Set(found.map(({ source, flags }) => `/${source}/${flags}`));
const proved = readFileSync(here('proved.txt'), 'utf8').trimEnd().split('\n');
const argued = ARGUED.map(({ expression }) => expression);

describe('regular expressions of the packages', () => {
  test('are proved linear, or argued: otherwise run `npm run regex-proofs`', () => {
    const decided = new Set([...proved, ...argued]);
    expect([...expressions].filter((expression) => !decided.has(expression))).toEqual([]);
  });

  test('have no rows left that nothing uses', () => {
    expect([...proved, ...argued].filter((expression) => !expressions.has(expression))).toEqual([]);
    expect(argued.filter((expression) => proved.includes(expression))).toEqual([]);
  });

  test('are literals, or made while modules are loaded, but for those listed', () => {
    expect(notRun.map((at) => at.replace(/:\d+$/, ''))).toEqual(BUILT.map(({ path }) => path));
  });

  test.each(BUILT)('that $path makes are linear for every argument', async ({ like }) => {
    for (const { source, flags } of like) expect(await problemOf(source, flags)).toBeNull();
  });

  test('that are recorded as proved can be proved again', { timeout: 60_000 }, async () => {
    const short = proved.filter((expression) => expression.length <= SHORT_PATTERN);
    for (const [i, expression] of short.entries()) {
      if (i % PROVED_AGAIN !== 0) continue;
      const end = expression.lastIndexOf('/');
      expect(await problemOf(expression.slice(1, end), expression.slice(end + 1)), expression).toBeNull();
    }
  });
});

describe('the proof', () => {
  test.each([
    ['exponential', '^(a+)+$', 'exponential'],
    ['quadratic where it may begin anywhere', '\\s+$', '2nd degree polynomial'],
    ['quadratic by two loops side by side', '^\\d+[\\d.]*$', '2nd degree polynomial'],
    ['quadratic behind a look-around', '(?<=x)\\s+(?=y)', '2nd degree polynomial'],
  ])('refuses what is %s', async (_, source, problem) => {
    expect(await problemOf(source, '')).toContain(problem);
  });

  test('takes alternatives apart, shortens counts and follows back references', () => {
    expect(piecesOf('a(?:b|c(d|e))')).toEqual(['ab', 'acd', 'ace']);
    expect(piecesOf('(a|b)*c{2,900}')).toEqual(['(?:a|b)*c{2,3}']);
    expect(piecesOf('(["\'])x\\1')).toEqual(['["\']x["\']']);
  });
});
