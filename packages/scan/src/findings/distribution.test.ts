import type { Component } from '@theriac/core';
import { expect, test } from 'vitest';
import { advisorySubject, distributionGap } from './distribution.ts';

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

const RELEASES = new Set(['11', '12', 'v3.18', '9']);

test.each([
  ['deb', { distro: 'debian-12' }, 'pkg:deb/debian/a@1', undefined],
  ['deb', { distro: 'debian-12.4' }, 'pkg:deb/debian/a@1', undefined],
  ['deb', { distro: '12.4' }, 'pkg:deb/debian/a@1', undefined],
  ['deb', { distro: 'bookworm' }, 'pkg:deb/debian/a@1', undefined],
  ['deb', { distro: 'debian-bookworm' }, 'pkg:deb/debian/a@1', undefined],
  ['deb', { distro: 'debian-99' }, 'pkg:deb/debian/a@1', 'the index has no advisories for debian 99'],
  ['deb', { distro: 'trixie' }, 'pkg:deb/debian/a@1', 'the index has no advisories for debian 13'],
  [
    'deb',
    { distro: 'trixie/sid' },
    'pkg:deb/debian/a@1',
    'packages of debian do not say of which release they are',
  ],
  ['deb', {}, 'pkg:deb/debian/a@1', 'packages of debian do not say of which release they are'],
  ['deb', { distro: 'jammy' }, 'pkg:deb/ubuntu/a@1', 'there are no advisories for ubuntu 22.04'],
  ['deb', { distro: '22.04' }, 'pkg:deb/ubuntu/a@1', 'there are no advisories for ubuntu 22.04'],
  ['deb', { distro: 'ubuntu-22.04' }, 'pkg:deb/ubuntu/a@1', 'there are no advisories for ubuntu 22.04'],
  ['deb', {}, '', 'there are no advisories for a distribution that is not known'],
  [
    'rpm',
    { distro: 'opensuse-leap-15.5' },
    'pkg:rpm/opensuse/a@1',
    'there are no advisories for opensuse-leap 15.5',
  ],
  ['rpm', { distro: 'rhel-9.2' }, 'pkg:rpm/redhat/a@1', 'there are no advisories for rhel 9.2'],
  ['rpm', { distro: 'almalinux-9.3' }, 'pkg:rpm/almalinux/a@1', undefined],
  ['rpm', { distro: '9.3' }, 'pkg:rpm/almalinux/a@1', undefined],
  ['apk', { distro: '3.18' }, '', undefined],
  ['apk', { distro: 'v3.18' }, 'pkg:apk/alpine/a@1', undefined],
  ['apk', { distro: 'alpine-3.18.4' }, 'pkg:apk/alpine/a@1', undefined],
  ['apk', { distro: 'alpine-v3.18' }, 'pkg:apk/alpine/a@1', undefined],
  ['apk', { distro: 'alpine-3.24' }, 'pkg:apk/alpine/a@1', 'the index has no advisories for alpine 3.24'],
  ['apk', { distro: 'edge' }, 'pkg:apk/alpine/a@1', 'there are no advisories for edge'],
  ['npm', {}, 'pkg:npm/a@1', undefined],
] as const)('%s %o of %s: %s', (ecosystem, qualifiers, purl, gap) => {
  expect(distributionGap({ ...component(ecosystem, qualifiers), purl }, RELEASES)).toBe(gap);
});
