/**
 * Each distribution that OSV publishes: packages as documents write them, against records in the shape of its feed.
 * Shapes, versions and suffixes are those of real records, or of the OSV schema's examples where none was at hand.
 */
import { join } from 'node:path';
import { makeFolder, makeStore, removeFolders, scanWith } from '@theriac/testing/make-target';
import { afterAll, beforeAll, expect, test } from 'vitest';

const affected = (ecosystem: string, name: string, fixed?: string) => ({
  package: { ecosystem, name },
  ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])] }],
});
const record = (id: string, entries: readonly object[], more: object = {}) => ({
  id,
  modified: '2025-12-30T00:00:00Z',
  published: '2025-12-30T00:00:00Z',
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
  affected: entries,
  ...more,
});

const RECORDS = {
  ubuntu: [
    record(
      'UBUNTU-CVE-2021-3782',
      [
        affected('Ubuntu:Pro:16.04:LTS', 'wayland', '1.12.0-1~ubuntu16.04.3+esm1'),
        affected('Ubuntu:18.04:LTS', 'wayland', '1.16.0-1ubuntu1.1~18.04.4'),
        affected('Ubuntu:22.04:LTS', 'wayland', '1.20.0-1ubuntu0.1'),
        affected('Ubuntu:Pro:FIPS-updates:22.04:LTS', 'wayland', '9.0-1'),
      ],
      { upstream: ['CVE-2021-3782'] },
    ),
    record('UBUNTU-CVE-2021-9999', [affected('Ubuntu:22.04:LTS', 'wayland', '1.20.0-1ubuntu0.2')], {
      upstream: ['CVE-2021-9999'],
    }),
    record('USN-5614-1', [affected('Ubuntu:22.04:LTS', 'wayland', '1.20.0-1ubuntu0.2')], {
      upstream: ['UBUNTU-CVE-2021-3782', 'UBUNTU-CVE-2021-9999'],
    }),
    record('UBUNTU-CVE-2024-1', [affected('Ubuntu:25.10', 'netty')], { upstream: ['CVE-2024-1'] }),
    record('UBUNTU-CVE-2024-2', [affected('Ubuntu:22.04:LTS', 'linux', '5.15.0-99.109')], {
      upstream: ['CVE-2024-2'],
    }),
  ],
  echo: [record('ECHO-1', [affected('Echo', 'curl', '8.5.0-2+e1'), affected('Echo:PyPI', 'requests', '99')])],
  wolfi: [record('CGA-2222-2222-2222', [affected('Wolfi', 'haproxy-3.1', '3.1.7-r0')])],
  chainguard: [record('CGA-3333-3333-3333', [affected('Chainguard', 'haproxy-3.1', '3.1.8-r0')])],
  minimos: [record('MINI-1111', [affected('MinimOS', 'apache2', '2.4.62-r0')])],
  cleanstart: [record('CLEANSTART-2026-AB1', [affected('CleanStart', 'vault', '1.7.0-r0')])],
  alpaquita: [
    record('BELL-CVE-2023-1', [
      affected('Alpaquita:23', 'binutils', '2.40-r2'),
      affected('Alpaquita:stream', 'binutils', '2.41-r0'),
    ]),
  ],
  bellsoft: [record('BELL-CVE-2023-1', [affected('BellSoft Hardened Containers:23', 'binutils', '2.40-r2')])],
  rocky: [
    record('RLSA-2021:3891', [affected('Rocky Linux:8', 'java-11-openjdk', '1:11.0.13.0.8-1.el8_4')], {
      related: ['CVE-2021-35550', 'CVE-2021-35556'],
    }),
    record('RLSA-2024:3671', [affected('Rocky Linux:9', 'ruby', '0:3.3.1-2.module+el9.4.0+20787+4c237fd3')], {
      summary: 'Moderate: ruby:3.3 security, bug fix, and enhancement update',
    }),
    record('RLSA-2023:1', [affected('Rocky Linux:9', 'perl', '4:5.32.1-481.el9')]),
  ],
  redhat: [
    record(
      'RHSA-2024:9001',
      [affected('Red Hat:enterprise_linux:9::appstream', 'git-lfs', '0:3.4.1-2.el9_4')],
      { upstream: ['CVE-2023-45288', 'CVE-2023-45289'] },
    ),
    record('RHSA-2024:9002', [affected('Red Hat:rhel_eus:9.2::appstream', 'git-lfs', '0:3.2.0-2.el9_2.1')], {
      upstream: ['CVE-2023-45288', 'CVE-2023-45289'],
    }),
    record('RHSA-2024:9003', [affected('Red Hat:openshift:4.12::el9', 'git-lfs', '0:99-1.el9')]),
    record('RHSA-2024:9004', [affected('Red Hat:enterprise_linux:10.1', 'bind', '32:9.18.33-4.el10')]),
  ],
  suse: [
    record('SUSE-SU-2023:3313-1', [
      affected('SUSE:Linux Enterprise Module for Basesystem 15 SP5', 'openssl-3', '3.0.8-150500.5.8.1'),
      affected('SUSE:Linux Enterprise Server 15 SP3-LTSS', 'openssl-3', '3.0.8-150300.1.1'),
      affected('SUSE:Manager Server 4.3', 'openssl-3', '9-1'),
    ]),
  ],
  opensuse: [
    record('openSUSE-SU-2024:1', [
      affected('openSUSE:Leap 15.6', 'openssl-3', '3.1.4-150600.5.7.1'),
      affected('openSUSE:Tumbleweed', 'openssl-3', '3.1.7-1.1'),
    ]),
  ],
  openeuler: [
    record('OESA-2025-1612', [affected('openEuler:22.03-LTS-SP3', 'openssl', '1.1.1wa-8.oe2203sp3')]),
  ],
  azurelinux: [
    record('AZL-50124', [
      affected('Azure Linux:3', 'oath-toolkit', '2.6.7-3'),
      affected('Azure Linux:2', 'oath-toolkit', '2.6.7-2'),
    ]),
  ],
  photon: [record('PHSA-2025-1', [affected('Photon OS:5.0', 'curl', '8.7.1-4.ph5')])],
  mageia: [record('MGASA-2025-0001', [affected('Mageia:9', 'openssl', '3.0.15-1.mga9')])],
};

let store: Awaited<ReturnType<typeof makeStore>>;
beforeAll(async () => {
  store = await makeStore(RECORDS);
});
afterAll(removeFolders);

const scanOf = (...purls: readonly string[]) => {
  const components = purls.map((purl, i) => ({ type: 'library', 'bom-ref': `c${i}`, name: `c${i}`, purl }));
  const document = { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components };
  return scanWith(store, join(makeFolder({ 'a.cdx.json': JSON.stringify(document) }), 'a.cdx.json'));
};
const found = async (purl: string): Promise<string[]> => {
  const { findings, coverage } = await scanOf(purl);
  expect(coverage.find((c) => c.area === 'vulnerabilities')?.reasons ?? []).toEqual([]);
  return findings.filter((f) => f.kind === 'vulnerability').map((f) => f.rule);
};

test.each([
  // Ubuntu: with and without the source package, by number and codename; both streams of a release.
  [
    'deb/ubuntu/libwayland0@1.20.0-1?distro=ubuntu-22.04&upstream=wayland',
    ['UBUNTU-CVE-2021-3782', 'UBUNTU-CVE-2021-9999'],
  ],
  ['deb/ubuntu/wayland@1.20.0-1ubuntu0.1?distro=jammy', ['UBUNTU-CVE-2021-9999']],
  ['deb/ubuntu/wayland@1.20.0-1ubuntu0.2?distro=ubuntu-22.04', []],
  ['deb/ubuntu/wayland@1.16.0-1ubuntu1.1~18.04.3?distro=ubuntu-18.04', ['UBUNTU-CVE-2021-3782']],
  ['deb/ubuntu/wayland@1.16.0-1ubuntu1.1~18.04.4?distro=ubuntu-18.04', []],
  ['deb/ubuntu/wayland@1.12.0-1~ubuntu16.04.3?distro=ubuntu-16.04', ['UBUNTU-CVE-2021-3782']],
  ['deb/ubuntu/wayland@1.12.0-1~ubuntu16.04.3%2Besm1?distro=ubuntu-16.04', []],
  ['deb/ubuntu/netty@1:4.1.48-10?distro=ubuntu-25.10', ['UBUNTU-CVE-2024-1']],
  [
    'deb/ubuntu/linux-image-5.15.0-91-generic@5.15.0-91.101?distro=ubuntu-22.04&upstream=linux-signed',
    ['UBUNTU-CVE-2024-2'],
  ],
  ['deb/echo/curl@8.5.0-2?distro=echo', ['ECHO-1']],
  ['deb/echo/requests@1?distro=echo', []],
  ['apk/wolfi/haproxy-3.1@3.1.6-r0?distro=wolfi-20230201', ['CGA-2222-2222-2222']],
  ['apk/wolfi/haproxy-3.1@3.1.7-r0?distro=20230201', []],
  ['apk/wolfi/haproxy-3.1-doc@3.1.6-r0?distro=wolfi&upstream=haproxy-3.1', ['CGA-2222-2222-2222']],
  ['apk/chainguard/haproxy-3.1@3.1.7-r0', ['CGA-3333-3333-3333']],
  ['apk/minimos/apache2@2.4.61-r0?distro=minimos', ['MINI-1111']],
  ['apk/cleanstart/vault@1.6.0-r0?distro=clnstrt-1', ['CLEANSTART-2026-AB1']],
  ['apk/alpaquita/binutils@2.40-r1?distro=alpaquita-23', ['BELL-CVE-2023-1']],
  ['apk/alpaquita/binutils@2.40-r2?distro=alpaquita-23', []],
  ['apk/alpaquita/binutils@2.40-r2?distro=alpaquita-stream', ['BELL-CVE-2023-1']],
  [
    'apk/bellsoft-hardened-containers/binutils@2.40-r1?distro=bellsoft-hardened-containers-23',
    ['BELL-CVE-2023-1'],
  ],
  // Rocky: epochs, the source package from its file, streams of modules.
  ['rpm/rocky/java-11-openjdk@11.0.12.0.7-4.el8?epoch=1&distro=rocky-8.4', ['RLSA-2021:3891']],
  ['rpm/rocky/java-11-openjdk@11.0.13.0.8-1.el8_4?epoch=1&distro=rocky-8.10', []],
  ['rpm/rocky/java-11-openjdk@11.0.12.0.7-4.el8?epoch=1&distro=rocky-9.1', []],
  [
    'rpm/rocky/ruby-libs@3.3.0-1.module%2Bel9.4.0%2B1%2Ba?distro=rocky-9.4&upstream=ruby-3.3.0-1.module%2Bel9.4.0%2B1%2Ba.src.rpm&rpmmod=ruby:3.3:9040:1:x',
    ['RLSA-2024:3671'],
  ],
  ['rpm/rocky/ruby@3.1.0-1.module%2Bel9.1.0%2B1%2Ba?distro=rocky-9.4&rpmmod=ruby:3.1:9010:1:x', []],
  ['rpm/rocky/ruby@3.0.4-160.el9_0?distro=rocky-9.4', []],
  [
    'rpm/rocky/perl-Errno@1.30-480.el9?distro=rocky-9.4&upstream=perl-5.32.1-480.el9.src.rpm',
    ['RLSA-2023:1'],
  ],
  ['rpm/rocky/perl-Errno@1.30-481.el9?distro=rocky-9.4&upstream=perl-5.32.1-481.el9.src.rpm', []],
  // Red Hat: minor releases, fixes of longer support, products that are something else.
  ['rpm/redhat/git-lfs@3.2.0-1.el9?distro=rhel-9.4', ['RHSA-2024:9001']],
  ['rpm/redhat/git-lfs@3.4.1-2.el9_4?distro=rhel-9.5', []],
  ['rpm/redhat/git-lfs@3.2.0-2.el9_2.1?distro=rhel-9.2', []],
  ['rpm/redhat/git-lfs@3.2.0-2.el9?distro=rhel-9.2', ['RHSA-2024:9001']],
  ['rpm/redhat/bind@9.18.33-3.el10?epoch=32&distro=redhat-10.0', ['RHSA-2024:9004']],
  [
    'rpm/suse/libopenssl3@3.0.8-150500.5.7.1?distro=sles-15.5&upstream=openssl-3-3.0.8-150500.5.7.1.src.rpm',
    ['SUSE-SU-2023:3313-1'],
  ],
  ['rpm/suse/openssl-3@3.0.8-150500.5.8.1?distro=sles-15.5', []],
  ['rpm/suse/openssl-3@3.0.8-150300.1.0?distro=sles-15.3', ['SUSE-SU-2023:3313-1']],
  ['rpm/opensuse/openssl-3@3.1.4-150600.5.6?distro=opensuse-leap-15.6', ['openSUSE-SU-2024:1']],
  ['rpm/opensuse/openssl-3@3.1.7-1.1?distro=opensuse-tumbleweed-20241001', []],
  ['rpm/opensuse/openssl-3@3.1.6-1.1?distro=opensuse-tumbleweed-20241001', ['openSUSE-SU-2024:1']],
  ['rpm/openeuler/openssl@1.1.1wa-7.oe2203sp3?distro=openEuler-22.03-LTS-SP3', ['OESA-2025-1612']],
  ['rpm/azurelinux/oath-toolkit@2.6.7-2.azl3?distro=azurelinux-3.0', ['AZL-50124']],
  ['rpm/mariner/oath-toolkit@2.6.7-2.cm2?distro=mariner-2.0', []],
  ['rpm/photon/curl@8.7.1-3.ph5?distro=photon-5.0', ['PHSA-2025-1']],
  ['rpm/photon/curl-libs@8.7.1-3.ph5?distro=photon-5.0&upstream=curl-8.7.1-3.ph5.src.rpm', ['PHSA-2025-1']],
  ['rpm/mageia/openssl@3.0.14-1.mga9?distro=mageia-9', ['MGASA-2025-0001']],
] as const)('pkg:%s has %j', async (purl, ids) => {
  expect(await found(`pkg:${purl}`)).toEqual(ids);
});

test('a fix for subscribers is no upgrade that everybody can make, and the finding says so', async () => {
  const { findings, fixes } = await scanOf(
    'pkg:deb/ubuntu/wayland@1.12.0-1~ubuntu16.04.3?distro=ubuntu-16.04',
  );
  const [finding] = findings.filter((f) => f.kind === 'vulnerability');
  expect(finding?.notes).toContain(
    'Fixed in 1.12.0-1~ubuntu16.04.3+esm1, which only systems with Ubuntu Pro get.',
  );
  expect(finding?.evidence).toEqual([
    {
      record: 'UBUNTU-CVE-2021-3782',
      source: 'osv/Ubuntu',
      range: '<1.12.0-1~ubuntu16.04.3+esm1',
      fixedIn: '1.12.0-1~ubuntu16.04.3+esm1',
      subscription: 'Ubuntu Pro',
    },
  ]);
  expect(fixes.map((f) => f.to)).toEqual([null]);
});

test('a fix for subscribers is an upgrade for a system that has others of them', async () => {
  const { fixes } = await scanOf('pkg:deb/ubuntu/wayland@1.12.0-1~ubuntu16.04.3%2Besm0?distro=ubuntu-16.04');
  expect(fixes.map((f) => f.to)).toEqual(['1.12.0-1~ubuntu16.04.3+esm1']);
});

test('a package of a module whose stream nobody states may be affected', async () => {
  const { findings, coverage } = await scanOf(
    'pkg:rpm/rocky/ruby@3.3.0-1.module%2Bel9.4.0%2B1%2Ba?distro=rocky-9.4',
  );
  expect(findings.map((f) => [f.rule, f.uncertain])).toEqual([['RLSA-2024:3671', true]]);
  expect(findings[0]?.notes[0]).toBe(
    'RLSA-2024:3671 is about one stream of a module, and of which stream ruby 3.3.0-1.module+el9.4.0+1+a is, nothing says.',
  );
  expect(coverage.find((c) => c.area === 'vulnerabilities')?.state).toBe('partial');
});

test('an update is as urgent as the worst of the flaws that it fixes', async () => {
  const exploited = { cveID: 'CVE-2021-35556', dateAdded: '2025-12-01', dueDate: '2025-12-22' };
  const kev = { count: 1, dateReleased: '2026-01-01', vulnerabilities: [exploited] };
  store = await makeStore(RECORDS, undefined, { 'kev/more.json': JSON.stringify(kev) });
  const { rules } = await scanOf('pkg:rpm/rocky/java-11-openjdk@11.0.12.0.7-4.el8?epoch=1&distro=rocky-8.4');
  expect(rules.find((r) => r.id === 'RLSA-2021:3891')?.kev?.cve).toBe('CVE-2021-35556');
});
