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
  ['deb', { distro: 'debian-12', upstream: 'openssl' }, ['deb', 'openssl', '3.0.11-1', '12']],
  ['deb', { distro: 'debian-12.4' }, ['deb', 'libssl3', '3.0.11-1', '12']],
  ['deb', { distro: 'debian-12', upstream: 'openssl@3.0.11' }, ['deb', 'openssl', '3.0.11', '12']],
  ['deb', { distro: 'ubuntu-22.04' }, ['ubuntu', 'libssl3', '3.0.11-1', '22.04', 'Pro:22.04']],
  ['apk', { distro: 'alpine-3.18.4', upstream: 'openssl' }, ['apk', 'openssl', '3.0.11-1', 'v3.18']],
  ['rpm', { distro: 'almalinux-9.3', upstream: 'a.src.rpm' }, ['rpm', 'libssl3', '3.0.11-1', '9']],
  ['npm', { distro: 'debian-12' }, ['npm', 'libssl3', '3.0.11-1', '']],
] as const)('%s %o is looked up as %o', (ecosystem, qualifiers, subject) => {
  const { index, names, version, system } = advisorySubject(component(ecosystem, qualifiers));
  expect([index, ...names, version, ...system.releases]).toEqual(subject);
});

const RELEASES = new Set(['11', '12', 'v3.18', '9', 'Pro:22.04', 'Leap 15.5', '15.5', '22.03-LTS-SP3', '23']);

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
  ['deb', { distro: 'jammy' }, 'pkg:deb/ubuntu/a@1', undefined],
  ['deb', { distro: '22.04' }, 'pkg:deb/ubuntu/a@1', undefined],
  ['deb', { distro: 'ubuntu-22.04' }, 'pkg:deb/ubuntu/a@1', undefined],
  ['deb', { distro: 'ubuntu-9.10' }, 'pkg:deb/ubuntu/a@1', 'the index has no advisories for ubuntu 9.10'],
  ['deb', { os_name: 'debian', os_version: '12', os_distro: 'bookworm' }, 'pkg:deb/debian/a@1', undefined],
  [
    'deb',
    { distro: 'kali-2024.1' },
    'pkg:deb/kali/a@1',
    'there are no advisories for kali 2024.1; those of debian, which it is made from, are not shown to hold for it',
  ],
  ['deb', { distro: 'ubuntu-22.04' }, 'pkg:deb/debian/a@1', undefined],
  ['rpm', { distro: 'ubuntu-22.04' }, 'pkg:rpm/ubuntu/a@1', 'there are no advisories for ubuntu 22.04'],
  ['rpm', { distro: '9.3' }, '', 'there are no advisories for a distribution that is not known'],
  [
    'rpm',
    { distro: 'ol-9.3' },
    'pkg:rpm/oracle/a@1',
    'there are no advisories for ol 9.3; those of rhel, which it is made from, are not shown to hold for it',
  ],
  ['rpm', { distro: 'fedora-40' }, 'pkg:rpm/fedora/a@1', 'there are no advisories for fedora 40'],
  ['rpm', { distro: 'rocky-9.4' }, 'pkg:rpm/rocky/a@1', undefined],
  ['rpm', { distro: 'sles-15.5' }, 'pkg:rpm/suse/a@1', undefined],
  ['rpm', { distro: 'sles-15.9' }, 'pkg:rpm/suse/a@1', 'the index has no advisories for sles 15.9'],
  ['rpm', { distro: 'openEuler-22.03-LTS-SP3' }, 'pkg:rpm/openeuler/a@1', undefined],
  [
    'rpm',
    { distro: 'openeuler-22.03' },
    'pkg:rpm/openeuler/a@1',
    'packages of openeuler 22.03 do not say of which service pack they are',
  ],
  ['apk', { distro: 'wolfi-20230201' }, 'pkg:apk/wolfi/a@1', undefined],
  ['apk', { distro: 'wolfi' }, 'pkg:apk/wolfi/a@1', undefined],
  ['apk', { distro: '20230201' }, 'pkg:apk/chainguard/a@1', undefined],
  ['apk', { distro: 'alpaquita-23' }, 'pkg:apk/alpaquita/a@1', undefined],
  [
    'apk',
    { distro: 'alpaquita-stream' },
    'pkg:apk/alpaquita/a@1',
    'the index has no advisories for alpaquita stream',
  ],
  ['deb', {}, '', 'there are no advisories for a distribution that is not known'],
  ['rpm', { distro: 'opensuse-leap-15.5' }, 'pkg:rpm/opensuse/a@1', undefined],
  ['rpm', { distro: 'rhel-9.2' }, 'pkg:rpm/redhat/a@1', undefined],
  ['rpm', { distro: 'redhat-7.9' }, 'pkg:rpm/redhat/a@1', 'the index has no advisories for rhel 7.9'],
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
  expect(distributionGap({ ...component(ecosystem, qualifiers), purl }, () => RELEASES)).toBe(gap);
});

test.each([
  ['var/lib/rpm/rpmdb.sqlite', 'Rocky Enterprise Software Foundation', undefined],
  [
    'var/lib/rpm/Packages',
    'Fedora Project',
    'the advisories of rocky are not about packages of Fedora Project',
  ],
  [
    'img/usr/lib/sysimage/rpm/Packages.db',
    'Docker',
    'the advisories of rocky are not about packages of Docker',
  ],
  ['bom.cdx.json', 'The Clinic', undefined],
  ['var/lib/rpm/Packages', undefined, undefined],
])('in %s a package of %s: %s', (path, supplier, gap) => {
  const one = component('rpm', { distro: 'rocky-9.4' });
  const of = { ...one, location: { path }, ...(supplier === undefined ? {} : { supplier }) };
  expect(distributionGap(of, () => RELEASES)).toBe(gap);
});
