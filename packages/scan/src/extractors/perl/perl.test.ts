import { purlOf } from '@theriac/core';
import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const snapshot = extractorOf(extractors, 'perl/cpanfile-snapshot');
const read = (text: string) => extractInMemory(snapshot, { 'cpanfile.snapshot': text }, 'cpanfile.snapshot');

const TEXT = `# carton snapshot format: version 1.0
DISTRIBUTIONS
  HTTP-Tiny-0.076
    pathname: D/DA/DAGOLDEN/HTTP-Tiny-0.076.tar.gz
    provides:
      HTTP::Tiny 0.076
    requirements:
      Carp 0
      perl 5.006
  Mojolicious-v9.34.0
    pathname: S/SR/SRI/sub/Mojolicious-v9.34.0.tar.gz
    provides:
      Mojo undef
      Mojolicious 9.34
    requirements:
      HTTP::Tiny 0.05
`;

test('distributions with author, and what requires what', async () => {
  const result = await read(TEXT);
  expect(listing(result)).toEqual([
    'DAGOLDEN/HTTP-Tiny@0.076 production',
    'SRI/Mojolicious@v9.34.0 production direct',
  ]);
  expect(result.unknowns).toEqual([]);
  const [tiny, mojo] = result.roots[0]?.components ?? [];
  expect(mojo?.dependsOn).toEqual([tiny?.key]);
  expect(tiny === undefined ? '' : purlOf(tiny)).toBe('pkg:cpan/DAGOLDEN/HTTP-Tiny@0.076');
});

test.each([
  ['# carton snapshot format: version 2.0\nDISTRIBUTIONS\n', 'unsupported-version'],
  ['# carton snapshot format: version 1.0\n', 'no-package-data'],
  ['# carton snapshot format: version 1.0\nDISTRIBUTIONS\n  A-1\n', 'no-package-data'],
  ['# carton snapshot format: version 1.0\nDISTRIBUTIONS\n    pathname: x\n', 'unparseable'],
])('%j is a known unknown', async (text, reason) => {
  expect((await read(text)).unknowns[0]).toMatchObject({ reason, losesComponents: true });
});

damaged(snapshot, 'cpanfile.snapshot', TEXT);
