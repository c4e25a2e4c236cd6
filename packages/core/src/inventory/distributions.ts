/**
 * Every Linux distribution whose advisories OSV publishes, as one table: how its feed is called, which systems it is
 * about, and how the feed numbers their releases. To add a distribution, add a row.
 *
 * Sources: https://ossf.github.io/osv-schema/#defined-ecosystems for names and suffixes,
 * https://www.freedesktop.org/software/systemd/man/os-release.html for ids and versions of systems.
 */
import { ECOSYSTEMS, type Ecosystem, type EcosystemId, ecosystem, ecosystemOfOsv } from './ecosystems.ts';
import {
  openSuseReleases,
  redHatRelease,
  redHatReleases,
  suseRelease,
  suseReleases,
  ubuntuRelease,
} from './release-streams.ts';

/** Distributions with an index of their own. Those of Debian, Alpine and AlmaLinux go by their package format. */
export const DISTRIBUTION_IDS = [
  'ubuntu',
  'echo',
  'wolfi',
  'chainguard',
  'minimos',
  'cleanstart',
  'alpaquita',
  'bellsoft',
  'rocky',
  'redhat',
  'suse',
  'opensuse',
  'openeuler',
  'azurelinux',
  'photon',
  'mageia',
] as const;
export type DistributionId = (typeof DISTRIBUTION_IDS)[number];

/** An index of advisories: of a registry, or of a distribution. */
export type AdvisoryIndexId = EcosystemId | DistributionId;
/** Any index: `facts` holds KEV, EPSS and ends of life. */
export type IndexId = AdvisoryIndexId | 'facts';

export const ADVISORY_INDEX_IDS: readonly AdvisoryIndexId[] = [
  ...ECOSYSTEMS.map((e) => e.id),
  ...DISTRIBUTION_IDS,
];
export const INDEX_IDS: readonly IndexId[] = [...ADVISORY_INDEX_IDS, 'facts'];

/** What one index of advisories is about. Every ecosystem is one. */
export type AdvisorySet = Pick<Ecosystem, 'title' | 'scheme' | 'osv' | 'normalizeName'> & {
  readonly id: AdvisoryIndexId;
};

export interface LinuxDistribution {
  readonly index: AdvisoryIndexId;
  readonly title: string;
  /** Format of its packages. */
  readonly format: 'deb' | 'apk' | 'rpm';
  readonly osv: string;
  /** As os-release and package URLs call it; the first one is what people read. */
  readonly ids: readonly [string, ...string[]];
  /** Which packages its records name. */
  readonly names: 'source' | 'binary' | 'either';
  /** Releases whose records hold for a system of this version; empty: the version does not say which. */
  readonly ofSystem: (version: string) => readonly string[];
  /** The release that a record is about, from what stands behind the colon in its ecosystem. */
  readonly ofRecord: (suffix: string) => string;
  /** Words of the vendor field of its RPM packages, in small letters; another vendor's packages are not its own. */
  readonly vendors?: readonly string[];
  /** Who gets the fixes of a release, where it is not everybody. */
  readonly subscription?: (release: string) => string | undefined;
}

const asWritten = (suffix: string): string => suffix;
const firstNumber = (version: string): string => version.split('.')[0] ?? version;
const one =
  (release: (version: string) => string) =>
  (version: string): readonly string[] =>
    version === '' ? [] : [release(version)];
const major = one(firstNumber);
const twoNumbers = (version: string): string => version.split('.').slice(0, 2).join('.');
/** Rolling distributions have one state, and records without a suffix. */
const rolling = (): readonly string[] => [''];
const withPrefix =
  (prefix: string, label: string) =>
  (release: string): string | undefined =>
    release.startsWith(prefix) ? label : undefined;

const row = (
  index: AdvisoryIndexId,
  title: string,
  format: LinuxDistribution['format'],
  osv: string,
  ids: LinuxDistribution['ids'],
  names: LinuxDistribution['names'],
  ofSystem: LinuxDistribution['ofSystem'],
  more: Partial<Pick<LinuxDistribution, 'ofRecord' | 'subscription' | 'vendors'>> = {},
): LinuxDistribution => ({ index, title, format, osv, ids, names, ofSystem, ofRecord: asWritten, ...more });

export const LINUX_DISTRIBUTIONS: readonly LinuxDistribution[] = [
  row('deb', 'Debian', 'deb', 'Debian', ['debian'], 'source', major),
  row(
    'ubuntu',
    'Ubuntu',
    'deb',
    'Ubuntu',
    ['ubuntu'],
    'source',
    (version) => (version === '' ? [] : [twoNumbers(version), `Pro:${twoNumbers(version)}`]),
    { ofRecord: ubuntuRelease, subscription: withPrefix('Pro:', 'Ubuntu Pro') },
  ),
  row('echo', 'Echo', 'deb', 'Echo', ['echo'], 'source', rolling),
  row(
    'apk',
    'Alpine',
    'apk',
    'Alpine',
    ['alpine'],
    'source',
    one((version) => `v${twoNumbers(version)}`),
  ),
  row('wolfi', 'Wolfi', 'apk', 'Wolfi', ['wolfi'], 'either', rolling),
  row('chainguard', 'Chainguard', 'apk', 'Chainguard', ['chainguard'], 'either', rolling),
  row('minimos', 'MinimOS', 'apk', 'MinimOS', ['minimos'], 'either', rolling),
  row('cleanstart', 'CleanStart', 'apk', 'CleanStart', ['cleanstart', 'clnstrt'], 'either', rolling),
  row('alpaquita', 'Alpaquita', 'apk', 'Alpaquita', ['alpaquita'], 'source', one(asWritten)),
  row(
    'bellsoft',
    'BellSoft Hardened Containers',
    'apk',
    'BellSoft Hardened Containers',
    ['bellsoft-hardened-containers', 'bellsoft'],
    'source',
    one(asWritten),
  ),
  // Binary packages in the data, although the schema speaks of source packages.
  row('rpm', 'AlmaLinux', 'rpm', 'AlmaLinux', ['almalinux', 'alma'], 'binary', major, {
    vendors: ['almalinux'],
  }),
  row('rocky', 'Rocky Linux', 'rpm', 'Rocky Linux', ['rocky', 'rocky-linux'], 'source', major, {
    vendors: ['rocky'],
  }),
  row('redhat', 'Red Hat', 'rpm', 'Red Hat', ['rhel', 'redhat'], 'binary', redHatReleases, {
    vendors: ['red hat'],
    ofRecord: redHatRelease,
    subscription: (release) =>
      release.startsWith('extended:')
        ? 'extended support (EUS, AUS, TUS or E4S)'
        : release.startsWith('els:')
          ? 'Extended Life Cycle Support'
          : undefined,
  }),
  row(
    'suse',
    'SUSE',
    'rpm',
    'SUSE',
    ['sles', 'sled', 'sles_sap', 'sle_hpc', 'sle-micro', 'suse'],
    'source',
    suseReleases,
    {
      vendors: ['suse'],
      ofRecord: suseRelease,
      subscription: withPrefix('LTSS:', 'Long Term Service Pack Support'),
    },
  ),
  row(
    'opensuse',
    'openSUSE',
    'rpm',
    'openSUSE',
    [
      'opensuse',
      'opensuse-leap',
      'opensuse-tumbleweed',
      'opensuse-leap-micro',
      'opensuse.leap',
      'opensuse.tumbleweed',
    ],
    'source',
    openSuseReleases,
    { vendors: ['suse'] },
  ),
  row(
    'openeuler',
    'openEuler',
    'rpm',
    'openEuler',
    ['openeuler'],
    'source',
    // VERSION_ID is the same for all service packs, which differ in what is fixed.
    (version) => (/-lts/i.test(version) ? [version.toUpperCase()] : []),
    { vendors: ['openeuler'] },
  ),
  row(
    'azurelinux',
    'Azure Linux',
    'rpm',
    'Azure Linux',
    ['azurelinux', 'mariner', 'cbl-mariner'],
    'source',
    major,
    {
      ofRecord: firstNumber,
      vendors: ['microsoft'],
    },
  ),
  row('photon', 'Photon OS', 'rpm', 'Photon OS', ['photon'], 'either', one(twoNumbers), {
    vendors: ['vmware', 'broadcom'],
  }),
  row('mageia', 'Mageia', 'rpm', 'Mageia', ['mageia'], 'source', major, { vendors: ['mageia'] }),
];

const byId = new Map(LINUX_DISTRIBUTIONS.flatMap((d) => d.ids.map((id) => [id, d] as const)));
const byIndex = new Map(LINUX_DISTRIBUTIONS.map((d) => [d.index, d]));
const byOsv = new Map(LINUX_DISTRIBUTIONS.map((d) => [d.osv, d]));

/** @param id as os-release or a package URL writes it, in small letters */
export function distributionById(id: string): LinuxDistribution | undefined {
  return byId.get(id);
}

export function distributionOfIndex(index: AdvisoryIndexId): LinuxDistribution | undefined {
  return byIndex.get(index);
}

/** @param osv with or without what stands behind the colon (`Ubuntu:22.04:LTS`) */
export function distributionOfOsv(osv: string): LinuxDistribution | undefined {
  const colon = osv.indexOf(':');
  return byOsv.get(colon < 0 ? osv : osv.slice(0, colon));
}

/** What an index is about. Total: every id has one. */
export function advisorySet(id: AdvisoryIndexId): AdvisorySet {
  const distribution = byIndex.get(id);
  const own = ECOSYSTEMS.find((e) => e.id === id);
  if (own !== undefined) return own;
  if (distribution === undefined) throw new RangeError(`no index is called ${id}`);
  const { title, osv, format } = distribution;
  const { scheme, normalizeName } = ecosystem(format);
  return { id, title, osv, scheme, normalizeName };
}

/** @param osv with or without what stands behind the colon */
export function advisorySetOfOsv(osv: string): AdvisorySet | undefined {
  const distribution = distributionOfOsv(osv);
  return distribution === undefined ? ecosystemOfOsv(osv) : advisorySet(distribution.index);
}
