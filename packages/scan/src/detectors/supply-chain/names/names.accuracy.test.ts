import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { packageOf } from '@theriac/testing/detect-in-memory';
import { feedUrl } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { listsFor } from './lists.ts';
import { PopularList, packNames } from './popular-list.ts';
import { imitationOf } from './typosquat.ts';

const listFor = await listsFor({ components: [packageOf('a'), packageOf('a', { ecosystem: 'pypi' })] });
const npm = listFor('npm') ?? new PopularList(packNames([]));
const pypi = listFor('pypi') ?? new PopularList(packNames([]));

test('none of the listed names is an imitation', () => {
  const all = gunzipSync(readFileSync(feedUrl('popularity/npm-top20000.tsv.gz')))
    .toString('utf8')
    .split('\n')
    .slice(1)
    .map((line) => (line.split('\t')[0] ?? '').toLowerCase())
    .filter((name) => npm.rank(name) >= 0);
  expect(all.length).toBeGreaterThan(14_000);
  expect(all.filter((name) => imitationOf(name, npm) !== null)).toEqual([]);
});

test('of the labelled imitations of listed names most are found, nearly all of those one slip away', () => {
  const rows = readFileSync(feedUrl('malicious/typosquats.csv'), 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([name = '', target = '', where = '', , kind = '']) => ({
      name: name.toLowerCase(),
      target,
      where,
      kind,
    }))
    .filter(({ where }) => where === 'npm' || where === 'pypi');
  const known = rows.filter(({ target, where }) => {
    const rank = (where === 'npm' ? npm : pypi).rank(target);
    return rank >= 0 && rank < 3000;
  });
  const found = known.filter(({ name, where }) => {
    const list = where === 'npm' ? npm : pypi;
    const imitation = imitationOf(name.replaceAll(/[_.]+/g, where === 'pypi' ? '-' : '$&'), list);
    return imitation !== null && imitation.confidence !== 'low';
  });
  expect(known.length).toBeGreaterThan(70);
  expect(found.length / known.length).toBeGreaterThan(0.5);
});
