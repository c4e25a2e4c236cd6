import type { CsafProduct } from '@theriac/core';
import { expect, test } from 'vitest';
import { matchProduct } from './csaf-match.ts';

const pump: CsafProduct = {
  id: 'CSAFPID-1',
  title: 'Baxter Sigma Spectrum Infusion Pumps v6.05',
  vendor: 'Baxter',
  name: 'Sigma Spectrum Infusion Pumps',
  range: 'vers:generic/<=6.05',
  versionWords: '<= 6.05',
  purls: [],
  cpes: [],
};

test.each([
  [
    'the same vendor, product and an affected version',
    { name: 'Sigma Spectrum Infusion Pumps', vendor: 'Baxter', version: '6.05' },
    'certain',
  ],
  [
    'the legal form does not count',
    { name: 'sigma spectrum infusion pumps', vendor: 'Baxter, Inc.', version: '6.01' },
    'certain',
  ],
  [
    'a longer vendor name is possible',
    { name: 'Sigma Spectrum Infusion Pumps', vendor: 'Baxter Healthcare', version: '6.05' },
    'possible',
  ],
  [
    'a version that is not known is possible',
    { name: 'Sigma Spectrum Infusion Pumps', vendor: 'Baxter', version: null },
    'possible',
  ],
  [
    'a vendor that is not known is possible',
    { name: 'Sigma Spectrum Infusion Pumps', version: '6.05' },
    'possible',
  ],
  [
    'part of the name is possible',
    { name: 'Baxter Sigma Spectrum', vendor: 'Baxter', version: '6.05' },
    'possible',
  ],
  [
    'a later version is another',
    { name: 'Sigma Spectrum Infusion Pumps', vendor: 'Baxter', version: '8.0' },
    undefined,
  ],
  [
    'another vendor is another',
    { name: 'Sigma Spectrum Infusion Pumps', vendor: 'Braun', version: '6.05' },
    undefined,
  ],
  ['part of the name without the vendor is another', { name: 'Sigma Spectrum', version: '6.05' }, undefined],
  ['one common word is not enough', { name: 'Pumps', vendor: 'Baxter', version: '6.05' }, undefined],
] as const)('%s', (_, subject, certainty) => {
  expect(matchProduct(pump, subject)?.certainty).toBe(certainty);
});

test('versions in words that are not understood are possible, and the words are reported', () => {
  const { range: _range, ...product } = { ...pump, versionWords: 'distributed before 2018' };
  expect(matchProduct(product, { name: pump.name ?? '', vendor: 'Baxter', version: '1' })).toEqual({
    certainty: 'possible',
    doubts: ['the affected versions are described as “distributed before 2018”'],
  });
});

test('an identifier decides without any name', () => {
  const product = { ...pump, purls: ['pkg:generic/pump@1.0'] };
  const subject = { name: 'x', version: '1.0', purl: 'pkg:generic/pump@1.0' };
  expect(matchProduct({ ...product, range: 'vers:all/*' }, subject)?.certainty).toBe('certain');
});
