import type { Component } from '@theriac/core';
import { expect, test } from 'vitest';
import { advisorySubject, foreignDistribution } from './distribution.ts';

const component = (
  ecosystem: Component['ecosystem'],
  qualifiers: Readonly<Record<string, string>>,
): Component => ({
  id: 'x',
  root: 'r',
  ecosystem,
  name: 'libssl3',
  version: '3.0.11-1',
  purl: '',
  scope: 'production',
  direct: false,
  location: { path: 'status' },
  dependsOn: [],
  qualifiers,
});

test.each([
  [
    'deb',
    { distro: 'debian-12', upstream: 'openssl' },
    { name: 'openssl', version: '3.0.11-1', release: '12' },
  ],
  ['deb', { distro: 'debian-12.4' }, { name: 'libssl3', version: '3.0.11-1', release: '12' }],
  [
    'deb',
    { distro: 'debian-12', upstream: 'openssl@3.0.11' },
    { name: 'openssl', version: '3.0.11', release: '12' },
  ],
  ['deb', { distro: 'ubuntu-22.04' }, { name: 'libssl3', version: '3.0.11-1', release: 'ubuntu-22.04' }],
  [
    'apk',
    { distro: 'alpine-3.18.4', upstream: 'openssl' },
    { name: 'openssl', version: '3.0.11-1', release: 'v3.18' },
  ],
  [
    'rpm',
    { distro: 'almalinux-9.3', upstream: 'a.src.rpm' },
    { name: 'libssl3', version: '3.0.11-1', release: '9' },
  ],
  ['npm', { distro: 'debian-12' }, { name: 'libssl3', version: '3.0.11-1', release: '' }],
] as const)('%s %o is looked up as %o', (ecosystem, qualifiers, subject) => {
  expect(advisorySubject(component(ecosystem, qualifiers))).toEqual(subject);
});

test.each([
  ['deb', { distro: 'debian-12' }, undefined],
  ['deb', { distro: 'ubuntu-22.04' }, 'ubuntu-22.04'],
  ['deb', {}, 'a distribution that is not known'],
  ['rpm', { distro: 'opensuse-leap-15.5' }, 'opensuse-leap-15.5'],
  ['apk', { distro: '3.18' }, undefined],
  ['npm', {}, undefined],
] as const)('%s %o has no advisories of its own: %s', (ecosystem, qualifiers, distro) => {
  expect(foreignDistribution(component(ecosystem, qualifiers))).toBe(distro);
});
