import { describe, expect, test } from 'vitest';
import {
  ADVISORY_INDEX_IDS,
  advisorySet,
  advisorySetOfOsv,
  distributionById,
  INDEX_IDS,
  LINUX_DISTRIBUTIONS,
} from './distributions.ts';
import { ecosystem } from './ecosystems.ts';

describe('the table', () => {
  test('every index has one set, found again by its name in OSV', () => {
    for (const id of ADVISORY_INDEX_IDS) {
      const { osv } = advisorySet(id);
      if (osv !== null) expect(advisorySetOfOsv(`${osv}:1`)?.id).toBe(id);
    }
    expect(new Set(INDEX_IDS).size).toBe(INDEX_IDS.length);
  });

  test('no two distributions share an id, and versions are those of the package format', () => {
    const ids = LINUX_DISTRIBUTIONS.flatMap((d) => d.ids);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { index, format } of LINUX_DISTRIBUTIONS)
      expect(advisorySet(index).scheme).toBe(ecosystem(format).scheme);
  });

  test('an index of a package format is that of one distribution, under the name that OSV gives it', () => {
    for (const { index, osv, format } of LINUX_DISTRIBUTIONS)
      if (index === format) expect(ecosystem(format).osv).toBe(osv);
  });
});

describe.each([
  ['debian', '12.4', ['12']],
  ['ubuntu', '22.04', ['22.04', 'Pro:22.04']],
  ['ubuntu', '22.04.3', ['22.04', 'Pro:22.04']],
  ['alpine', '3.19.1', ['v3.19']],
  ['wolfi', '20230201', ['']],
  ['almalinux', '9.4', ['9']],
  ['rocky', '8.10', ['8']],
  ['rhel', '9.4', ['9', 'extended:9.4', 'els:9']],
  ['redhat', '7', ['7', 'els:7']],
  ['sles', '15.5', ['15.5', 'LTSS:15.5']],
  ['sles', '15', ['15', 'LTSS:15']],
  ['sles', '16.0', ['16.0', 'LTSS:16.0']],
  ['sle-micro', '5.5', ['Micro 5.5']],
  ['opensuse-leap', '15.6', ['Leap 15.6']],
  ['opensuse-tumbleweed', '20241001', ['Tumbleweed']],
  ['opensuse-leap-micro', '5.5', ['Leap Micro 5.5']],
  ['opensuse-leap', '', []],
  ['openeuler', '22.03-lts-sp3', ['22.03-LTS-SP3']],
  ['openeuler', '22.03', []],
  ['azurelinux', '3.0', ['3']],
  ['mariner', '2.0', ['2']],
  ['photon', '5.0', ['5.0']],
  ['mageia', '9', ['9']],
  ['alpaquita', 'stream', ['stream']],
  ['rocky', '', []],
] as const)('%s %s', (id, version, releases) => {
  test(`has the advisories of ${releases.join(', ') || 'nothing'}`, () => {
    expect(distributionById(id)?.ofSystem(version)).toEqual(releases);
  });
});

test.each([
  ['ubuntu', '22.04:LTS', '22.04', undefined],
  ['ubuntu', '25.10', '25.10', undefined],
  ['ubuntu', 'Pro:18.04:LTS', 'Pro:18.04', 'Ubuntu Pro'],
  ['ubuntu', 'Pro:FIPS-updates:20.04:LTS', 'Pro:FIPS-updates:20.04:LTS', 'Ubuntu Pro'],
  ['ubuntu', '22.04:LTS:for:NVIDIA:BlueField', '22.04:LTS:for:NVIDIA:BlueField', undefined],
  ['rhel', 'enterprise_linux:9::appstream', '9', undefined],
  ['rhel', 'enterprise_linux:10.1', '10', undefined],
  ['rhel', 'rhel_eus:9.2::baseos', 'extended:9.2', 'extended support (EUS, AUS, TUS or E4S)'],
  ['rhel', 'rhel_aus:8.6::appstream', 'extended:8.6', 'extended support (EUS, AUS, TUS or E4S)'],
  ['rhel', 'rhel_els:7', 'els:7', 'Extended Life Cycle Support'],
  ['rhel', 'openshift:4.12::el8', 'openshift:4.12::el8', undefined],
  ['sles', 'Linux Enterprise Server 15 SP5', '15.5', undefined],
  ['sles', 'Linux Enterprise Module for Web and Scripting 15 SP5', '15.5', undefined],
  ['sles', 'Linux Enterprise Server for SAP Applications 15 SP4', '15.4', undefined],
  ['sles', 'Linux Enterprise Server 15 SP3-LTSS', 'LTSS:15.3', 'Long Term Service Pack Support'],
  [
    'sles',
    'Linux Enterprise High Performance Computing 15 SP3-ESPOS',
    'LTSS:15.3',
    'Long Term Service Pack Support',
  ],
  ['sles', 'Linux Enterprise Server 16.0', '16.0', undefined],
  ['sles', 'Linux Enterprise Micro 5.3', 'Micro 5.3', undefined],
  ['sles', 'Manager Server 4.3', 'Manager Server 4.3', undefined],
  ['azurelinux', '3', '3', undefined],
])('a record of %s about %s is of the release %s', (id, suffix, release, subscription) => {
  const distribution = distributionById(id);
  expect(distribution?.ofRecord(suffix)).toBe(release);
  expect(distribution?.subscription?.(release)).toBe(subscription);
});
