import type { Component } from '@theriac/core';
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
const kinds = (...args: Parameters<typeof compareWithArtefact>) =>
  compareWithArtefact(...args).map((d) => [d.kind, d.name, d.said, d.found]);

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
