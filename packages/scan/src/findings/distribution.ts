/**
 * Packages of distributions in the words of their advisories: by source package where the feed speaks of those, and by
 * release as the feed numbers it.
 */
import { type Component, type EcosystemId, tryParsePurl } from '@theriac/core';

interface FamilyRow {
  /** The distribution whose advisories the feed holds, as os-release calls it. */
  readonly id: string;
  /** Whether records name source packages. */
  readonly bySource: boolean;
  /** `12` of `12.4`, `v3.18` of `3.18.4`: the release as OSV writes it behind the colon. */
  readonly release: (version: string) => string;
}

const FAMILIES: Readonly<Partial<Record<EcosystemId, FamilyRow>>> = {
  deb: { id: 'debian', bySource: true, release: (v) => v.split('.')[0] ?? v },
  apk: { id: 'alpine', bySource: true, release: (v) => `v${v.split('.').slice(0, 2).join('.')}` },
  rpm: { id: 'almalinux', bySource: false, release: (v) => v.split('.')[0] ?? v },
};

/**
 * Releases by the name that documents give instead of the number. Sources: https://wiki.debian.org/DebianReleases,
 * https://wiki.ubuntu.com/Releases. `sid` and `unstable` are no release, and no advisory is fixed in them.
 */
const CODENAMES: ReadonlyMap<string, string> = new Map([
  ['wheezy', 'debian-7'],
  ['jessie', 'debian-8'],
  ['stretch', 'debian-9'],
  ['buster', 'debian-10'],
  ['bullseye', 'debian-11'],
  ['bookworm', 'debian-12'],
  ['trixie', 'debian-13'],
  ['forky', 'debian-14'],
  ['trusty', 'ubuntu-14.04'],
  ['xenial', 'ubuntu-16.04'],
  ['bionic', 'ubuntu-18.04'],
  ['focal', 'ubuntu-20.04'],
  ['jammy', 'ubuntu-22.04'],
  ['noble', 'ubuntu-24.04'],
]);

/** Namespaces of package URLs that are another word for the id of os-release. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['alma', 'almalinux'],
  ['redhat', 'rhel'],
  ['oracle', 'ol'],
  ['amazon', 'amzn'],
]);

/** A distribution as far as it is known; empty: not known. */
interface Distribution {
  readonly id: string;
  readonly version: string;
}

export interface AdvisorySubject {
  readonly name: string;
  readonly version: string | null;
  /** Empty where the ecosystem has no releases, or the release is not known. */
  readonly release: string;
}

/** What to ask the index for. */
export function advisorySubject(component: Component): AdvisorySubject {
  const { ecosystem, name, version, qualifiers } = component;
  const family = FAMILIES[ecosystem];
  if (family === undefined) return { name, version, release: '' };
  const distribution = distributionOf(component);
  const release =
    distribution.id === family.id
      ? distribution.version === ''
        ? ''
        : family.release(distribution.version)
      : `${distribution.id}-${distribution.version}`;
  const source = family.bySource ? (qualifiers?.upstream ?? qualifiers?.source) : undefined;
  if (source === undefined || source === '') return { name, version, release };
  const at = source.lastIndexOf('@');
  return at < 0
    ? { name: source, version, release }
    : { name: source.slice(0, at), version: source.slice(at + 1), release };
}

/**
 * Why advisories of the index cannot answer for a package of a distribution; undefined where they can.
 * @param releases those that the index holds
 */
export function distributionGap(component: Component, releases: ReadonlySet<string>): string | undefined {
  const family = FAMILIES[component.ecosystem];
  if (family === undefined) return undefined;
  const { id, version } = distributionOf(component);
  const written = [id, version].filter((part) => part !== '').join(' ');
  if (id === '') return 'there are no advisories for a distribution that is not known';
  if (id !== family.id) return `there are no advisories for ${written}`;
  if (version === '') return `packages of ${id} do not say of which release they are`;
  return releases.has(family.release(version)) ? undefined : `the index has no advisories for ${written}`;
}

/**
 * The distribution of a package: from the qualifier `distro` in any of the ways in which documents write it
 * (`debian-12`, `12.4`, `bookworm`, `debian-bookworm`, `v3.18`), and the namespace of its package URL.
 */
function distributionOf({ ecosystem, purl, qualifiers }: Component): Distribution {
  const family = FAMILIES[ecosystem]?.id ?? '';
  const written = (qualifiers?.distro ?? '').trim().toLowerCase();
  const named = CODENAMES.get(written.replace(/^(?:debian|ubuntu)[-_ ]/, '')) ?? written;
  const [, id = '', version = ''] =
    /^(?:(?!v\d)([a-z]+(?:[-_][a-z]+)*?))?[-_ ]?v?(\d[\w.]*)?$/.exec(named.slice(0, 100)) ?? [];
  if (id !== '') return { id: NAMESPACES.get(id) ?? id, version };
  const namespace = tryParsePurl(purl)?.namespace ?? '';
  // Packages without a namespace and a bare number: of the family that the type is named for.
  const own = NAMESPACES.get(namespace) ?? namespace;
  if (written !== '' && version === '') return { id: own === '' ? family : own, version: '' };
  return version === '' && own === '' ? { id: '', version: '' } : { id: own === '' ? family : own, version };
}
