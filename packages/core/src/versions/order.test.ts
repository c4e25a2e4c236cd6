/** The order of every scheme, as chains: every version of a chain against every other. */
import { expect, test } from 'vitest';
import { VERSION_SCHEMES } from '../inventory/ecosystems.ts';
import { compareVersions } from './index.ts';
import { CHAINS } from './test-tables/index.ts';

test.each(CHAINS)('%s: %s', (scheme, _title, chain) => {
  const places = chain.flatMap((same, place) => same.map((version) => ({ version, place })));
  const sign = (order: number): string => (order < 0 ? '<' : order > 0 ? '>' : '=');
  const wrong = places.flatMap((a) =>
    places.flatMap((b) => {
      const [is, wanted] = [sign(compareVersions(scheme, a.version, b.version)), sign(a.place - b.place)];
      return is === wanted ? [] : [`${a.version} ${is} ${b.version}, not ${wanted}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('every scheme has a chain', () => {
  const known = new Set(CHAINS.map(([scheme]) => scheme));
  expect(VERSION_SCHEMES.filter((scheme) => !known.has(scheme))).toEqual([]);
});
