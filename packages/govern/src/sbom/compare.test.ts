import type { Bom, BomComponent, Component } from '@theriac/core';
import { expect, test } from 'vitest';
import { compareWithArtefact } from './compare.ts';
import { bomOf, component } from './make-bom.ts';

const found = (name: string, version: string, over: Partial<Component> = {}): Component => ({
  id: `r#${name}@${version}`,
  root: 'r',
  ecosystem: 'npm',
  name,
  version,
  purl: `pkg:npm/${name}@${version}`,
  scope: 'production',
  direct: true,
  location: { path: 'package-lock.json' },
  dependsOn: [],
  ...over,
});
const kinds = (bom: Bom, components: readonly Component[]) =>
  compareWithArtefact(bom, { components }).discrepancies.map((d) => [d.kind, d.name, d.said, d.found]);

test('what is as it was said is not a discrepancy', () => {
  const hash = { hashes: [{ algorithm: 'SHA-256' as const, value: 'A'.repeat(64) }] };
  const same = found('a', '1.0.0', { hashes: [{ algorithm: 'sha256', hex: 'a'.repeat(64) }] });
  expect(kinds(bomOf([component('pkg:npm/a@1.0.0', hash)]), [same])).toEqual([]);
});

test('gravest first: other contents, unlisted, other version, phantom, other licence, unverifiable', () => {
  const bom = bomOf([
    component('pkg:npm/swapped@1.0.0', { hashes: [{ algorithm: 'SHA-256', value: 'a'.repeat(64) }] }),
    component('pkg:npm/moved@1.0.0'),
    component('pkg:npm/phantom@1.0.0'),
    component('pkg:npm/relicensed@1.0.0', { licences: [{ kind: 'id', value: 'MIT' }] }),
    component('pkg:pypi/elsewhere@1.0.0'),
  ]);
  const artefact = [
    found('swapped', '1.0.0', { hashes: [{ algorithm: 'sha256', hex: 'b'.repeat(64) }] }),
    found('moved', '2.0.0'),
    found('relicensed', '1.0.0', { licence: 'GPL-3.0-only' }),
    found('hidden', '3.0.0'),
  ];
  expect(kinds(bom, artefact)).toEqual([
    ['contents', 'swapped', `SHA-256 ${'a'.repeat(64)}`, `SHA-256 ${'b'.repeat(64)}`],
    ['unlisted', 'hidden', null, '3.0.0'],
    ['version', 'moved', '1.0.0', '2.0.0'],
    ['phantom', 'phantom', '1.0.0', null],
    ['licence', 'relicensed', 'MIT', 'GPL-3.0-only'],
    ['unverifiable', 'elsewhere', '1.0.0', null],
  ]);
});

test('tools of the developers and the product itself are not asked for', () => {
  const artefact = [
    found('tool', '1.0.0', { scope: 'development' }),
    found('own', '1.0.0', { firstParty: true }),
  ];
  expect(kinds(bomOf([]), artefact)).toEqual([]);
});

test('a component without a package URL is unverifiable, not confirmed', () => {
  const { purl: _, ...nameless } = component('pkg:npm/a@1.0.0');
  expect(kinds(bomOf([{ ...nameless, ref: 'x' }]), [])).toEqual([['unverifiable', 'a', '1.0.0', null]]);
});

test('two versions of one package are distinguished', () => {
  const bom = bomOf([component('pkg:npm/a@1.0.0'), component('pkg:npm/a@2.0.0')]);
  expect(kinds(bom, [found('a', '2.0.0'), found('a', '1.0.0')])).toEqual([]);
  expect(kinds(bom, [found('a', '1.0.0')])).toEqual([['phantom', 'a', '2.0.0', null]]);
});

const sha1 = (digit: string) => ({ algorithm: 'SHA-1' as const, value: digit.repeat(40) });
const hex = (digit: string) => ({ algorithm: 'sha1' as const, hex: digit.repeat(40) });
const claim = (ref: string, over: Partial<BomComponent>) => ({ ...component('pkg:npm/a@1.0.0', over), ref });

test('a package that is listed twice is no phantom', () => {
  const bom = bomOf([claim('1', {}), claim('2', {})]);
  expect(kinds(bom, [found('a', '1.0.0')])).toEqual([]);
});

test('each copy is held against its own hash, in whatever order both are listed', () => {
  const claims = [claim('1', { hashes: [sha1('1')] }), claim('2', { hashes: [sha1('2')] })];
  const copies = [
    found('a', '1.0.0', { id: 'x', hashes: [hex('2')] }),
    found('a', '1.0.0', { id: 'y', hashes: [hex('1')] }),
  ];
  expect(kinds(bomOf(claims), copies)).toEqual([]);
  const [first] = copies;
  if (first === undefined) throw new RangeError('there are copies');
  const other = { ...first, hashes: [hex('3')] };
  for (const list of [claims, [...claims].reverse()])
    expect(kinds(bomOf(list), [other, ...copies.slice(1)])).toEqual([
      ['contents', 'a', `SHA-1 ${'2'.repeat(40)}`, `SHA-1 ${'3'.repeat(40)}`],
    ]);
});

test('a copy beyond those listed must have contents that are listed', () => {
  const bom = bomOf([claim('1', { hashes: [sha1('1')] })]);
  const copies = ['1', '1', '2'].map((digit, i) => found('a', '1.0.0', { id: `${i}`, hashes: [hex(digit)] }));
  expect(kinds(bom, copies.slice(0, 2))).toEqual([]);
  expect(kinds(bom, copies).map(([kind]) => kind)).toEqual(['contents']);
});

test('a lockfile that gives one version two hashes has two copies', () => {
  const both = [found('a', '1.0.0', { hashes: [hex('1'), hex('2')] })];
  expect(kinds(bomOf([claim('1', { hashes: [sha1('1')] })]), both).map(([kind]) => kind)).toEqual([
    'contents',
  ]);
  const two = bomOf([claim('1', { hashes: [sha1('1')] }), claim('2', { hashes: [sha1('2')] })]);
  expect(kinds(two, both)).toEqual([]);
});

test('a listed copy with contents that no copy has is a phantom', () => {
  const bom = bomOf([claim('1', { hashes: [sha1('1')] }), claim('2', { hashes: [sha1('2')] })]);
  expect(kinds(bom, [found('a', '1.0.0', { hashes: [hex('1')] })])).toEqual([
    ['phantom', 'a', `1.0.0 with SHA-1 ${'2'.repeat(40)}`, null],
  ]);
});

test('every algorithm that both state is checked', () => {
  const bom = bomOf([claim('1', { hashes: [sha1('1'), { algorithm: 'MD5', value: 'b'.repeat(32) }] })]);
  const copy = found('a', '1.0.0', { hashes: [hex('1'), { algorithm: 'md5', hex: 'c'.repeat(32) }] });
  expect(kinds(bom, [copy])).toEqual([['contents', 'a', `MD5 ${'b'.repeat(32)}`, `MD5 ${'c'.repeat(32)}`]]);
});

test.each([
  ['expression', 'BSD-3-Clause OR GPL-2.0-only', '(GPL-2.0 OR BSD-3-Clause)'],
  ['name', 'MIT License', 'MIT'],
  ['expression', 'GPL-2.0-or-later', 'GPL-2.0+'],
] as const)('the licence %s %s is %s', (kind, value, licence) => {
  const bom = bomOf([claim('1', { licences: [{ kind, value }] })]);
  expect(kinds(bom, [found('a', '1.0.0', { licence })])).toEqual([]);
});

test.each([
  ['pkg:rpm/redhat/curl@7.50.3-1?epoch=1', '1:7.50.3-1'],
  ['pkg:rpm/redhat/curl@1:7.50.3-1', '1:7.50.3-1'],
  ['pkg:rpm/redhat/curl@7.50.3-1', '0:7.50.3-1'],
])('%s is version %s of the artefact', (purl, version) => {
  const rpm = found('curl', version, {
    ecosystem: 'rpm',
    purl: `pkg:rpm/redhat/curl@${version}?arch=x86_64`,
  });
  expect(kinds(bomOf([component(purl)]), [rpm])).toEqual([]);
});

test('a claim without a package URL is checked by name and version', () => {
  const { purl: _, ...nameless } = component('pkg:npm/a@1.0.0', { hashes: [sha1('1')] });
  const bom = bomOf([{ ...nameless, ref: 'x' }]);
  expect(kinds(bom, [found('a', '1.0.0', { hashes: [hex('1')] })])).toEqual([]);
  expect(kinds(bom, [found('a', '1.0.0', { hashes: [hex('2')] })]).map(([kind]) => kind)).toEqual([
    'contents',
  ]);
  expect(kinds(bom, [found('a', '2.0.0')]).map(([kind]) => kind)).toEqual(['version']);
});

test('the projects of an artefact may be listed', () => {
  const bom = bomOf([component('pkg:npm/portal-api@1.0.0'), component('pkg:npm/own@1.0.0')]);
  const components = [found('own', '1.0.0', { firstParty: true })];
  const roots = [{ name: 'portal-api' }];
  expect(compareWithArtefact(bom, { components, roots }).discrepancies).toEqual([]);
});

test('what is as said is counted, and what of it has the same contents', () => {
  const bom = bomOf([claim('1', { hashes: [sha1('1')] }), component('pkg:npm/b@1.0.0')]);
  const components = [found('a', '1.0.0', { hashes: [hex('1')] }), found('b', '1.0.0'), found('c', '1.0.0')];
  expect(compareWithArtefact(bom, { components })).toMatchObject({ matched: 2, sameContents: 1 });
});
