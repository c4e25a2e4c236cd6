import { expect, test } from 'vitest';
import { isNamed } from './named-package.ts';

const DJANGO = {
  name: 'Django_Rest',
  version: '2.0',
  purl: 'pkg:pypi/django-rest@2.0',
  ecosystem: 'pypi',
} as const;
const LODASH = {
  name: 'lodash',
  version: '4.17.4',
  purl: 'pkg:npm/lodash@4.17.4?vcs_url=x',
  ecosystem: 'npm',
} as const;
const SCOPED = { name: '@a/b', version: '1.0.0', purl: 'pkg:npm/%40a/b@1.0.0', ecosystem: 'npm' } as const;

test.each([
  ['django-rest', DJANGO, true],
  ['DJANGO.REST', DJANGO, true],
  ['django_rest@2.0', DJANGO, true],
  ['django-rest@3.0', DJANGO, false],
  ['pkg:pypi/Django_Rest', DJANGO, true],
  ['pkg:pypi/django-rest@2.0', DJANGO, true],
  ['pkg:pypi/django-rest@3.0', DJANGO, false],
  ['pkg:npm/django-rest', DJANGO, false],
  ['Lodash', LODASH, false],
  ['lodash', LODASH, true],
  ['pkg:npm/lodash', LODASH, true],
  ['pkg:npm/lodash?vcs_url=x', LODASH, true],
  ['pkg:npm/lodash?vcs_url=y', LODASH, false],
  ['@a/b', SCOPED, true],
  ['@a/b@1.0.0', SCOPED, true],
  ['@a/b@2.0.0', SCOPED, false],
  ['pkg:not a purl', SCOPED, false],
] as const)('%s means %o: %s', (given, component, meant) => {
  expect(isNamed(given, component)).toBe(meant);
});
