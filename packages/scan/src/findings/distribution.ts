/**
 * Packages of distributions in the words of their advisories: in which index, by source package where the feed speaks of
 * those, and by release as the feed numbers it.
 */
import type { MatchedSystem } from '@theriac/advisories';
import {
  type AdvisoryIndexId,
  type Component,
  distributionById,
  ecosystem,
  type LinuxDistribution,
  parentOf,
} from '@theriac/core';
import { type System, systemOf } from './installed-system.ts';
import { sourceOf } from './source-package.ts';

export interface AdvisorySubject {
  /** Undefined: nobody publishes advisories for it. */
  readonly index: AdvisoryIndexId | undefined;
  /** Names to ask for; more than one where records may name the source package or the binary one. */
  readonly names: readonly string[];
  readonly version: string | null;
  readonly system: MatchedSystem;
  /** Versions are compared without epoch: that of the source package is stated nowhere. */
  readonly anyEpoch?: true;
}

const NO_RELEASE: MatchedSystem = { releases: [''] };
const FORMATS: ReadonlySet<string> = new Set<LinuxDistribution['format']>(['deb', 'apk', 'rpm']);

/** What to ask the index for. */
export function advisorySubject(component: Component): AdvisorySubject {
  const { ecosystem: id, name, version } = component;
  if (!FORMATS.has(id))
    return { index: ecosystem(id).osv === null ? undefined : id, names: [name], version, system: NO_RELEASE };
  const found = systemOf(component);
  const distribution = ownDistribution(component, found);
  if (distribution === undefined)
    return { index: undefined, names: [name], version, system: { releases: [] } };
  const source = sourceOf(component);
  const { index, subscription } = distribution;
  const builtIn = index === 'redhat' ? streamOfSupport(version) : undefined;
  const stream = moduleOf(component);
  const releases = distribution.ofSystem(found.version);
  return {
    index,
    ...subjectOf(distribution.names, component, source),
    system: {
      releases: builtIn === undefined || releases.includes(builtIn) ? releases : [...releases, builtIn],
      ...(subscription === undefined ? {} : { subscription }),
      ...(isFromSupport(version) ? { subscribed: true } : {}),
      ...(stream === undefined ? {} : { stream }),
      ...(builtIn === undefined ? {} : { builtIn }),
    },
  };
}

/** The index that answers for a package; undefined: none could. */
export function indexFor(component: Component): AdvisoryIndexId | undefined {
  return advisorySubject(component).index;
}

function subjectOf(
  names: LinuxDistribution['names'],
  { name, version }: Component,
  source: ReturnType<typeof sourceOf>,
): Pick<AdvisorySubject, 'names' | 'version' | 'anyEpoch'> {
  if (source === undefined || names === 'binary') return { names: [name], version };
  if (names === 'either') return { names: [...new Set([name, source.name])], version };
  return {
    names: [source.name],
    version: source.version ?? version,
    ...(source.anyEpoch === true ? { anyEpoch: true } : {}),
  };
}

/** A row of the table that is about packages of this format. */
function ownDistribution(
  { ecosystem: id }: Component,
  { id: written }: System,
): LinuxDistribution | undefined {
  const found = distributionById(written);
  return found?.format === id ? found : undefined;
}

/** `extended:9.2` of `1.2-3.el9_2.1`: built for that minor release, and for those who stay there. */
function streamOfSupport(version: string | null): string | undefined {
  const [, main, minor] = /\.el(\d{1,2})_(\d{1,2})(?:\.|$)/.exec(version ?? '') ?? [];
  return minor === undefined ? undefined : `extended:${main}.${minor}`;
}

/** Ubuntu Pro marks its versions: `1.12.0-1~ubuntu16.04.3+esm1`, `4.1.45-1ubuntu0.1~esm2`. */
function isFromSupport(version: string | null): boolean {
  return version !== null && /[~+]esm\d/.test(version);
}

/** `nodejs:18` of `nodejs:18:8080020230929:63b34585`, as Syft (`rpmmod`) and Trivy (`modularitylabel`) write it. */
function moduleOf({ qualifiers }: Component): string | undefined {
  const label = qualifiers?.rpmmod ?? qualifiers?.modularitylabel ?? '';
  return /^[^:]{1,100}:[^:]{1,100}/.exec(label)?.[0];
}

const RPM_DATABASE = /(?:^|\/)(?:var\/lib|usr\/lib\/sysimage)\/rpm\/[^/]+$/;

/**
 * Who built a package of another repository (EPEL, say), as the database of the system states it; what a document calls
 * the supplier may be somebody else.
 */
function otherVendor({ supplier, location }: Component, { vendors }: LinuxDistribution): string | undefined {
  if (vendors === undefined || supplier === undefined || !RPM_DATABASE.test(location.path)) return undefined;
  const name = supplier.toLowerCase();
  return vendors.some((vendor) => name.includes(vendor)) ? undefined : supplier.slice(0, 60);
}

/**
 * Why advisories of the index cannot answer for a package of a distribution; undefined where they can.
 * @param releasesOf those that an index holds; undefined where there is no index, which is told by itself
 */
export function distributionGap(
  component: Component,
  releasesOf: (index: AdvisoryIndexId) => ReadonlySet<string> | undefined,
): string | undefined {
  if (!FORMATS.has(component.ecosystem)) return undefined;
  const system = systemOf(component);
  const { id, version } = system;
  if (id === '') return 'there are no advisories for a distribution that is not known';
  const written = [id, version].filter((part) => part !== '').join(' ');
  const distribution = ownDistribution(component, system);
  if (distribution === undefined) {
    const parent = parentOf(id);
    const derived =
      parent === undefined ? '' : `; those of ${parent}, which it is made from, are not shown to hold for it`;
    return `there are no advisories for ${written}${derived}`;
  }
  const vendor = otherVendor(component, distribution);
  if (vendor !== undefined) return `the advisories of ${id} are not about packages of ${vendor}`;
  const releases = distribution.ofSystem(version);
  if (releases.length === 0)
    return version === ''
      ? `packages of ${id} do not say of which release they are`
      : `packages of ${written} do not say of which service pack they are`;
  const known = releasesOf(distribution.index);
  return known === undefined || releases.some((release) => release === '' || known.has(release))
    ? undefined
    : `the index has no advisories for ${written}`;
}
