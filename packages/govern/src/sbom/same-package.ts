/** What makes components of different documents the same package at the same version. */
import {
  type BomComponent,
  bomComponentName,
  compareVersions,
  componentOfPurl,
  ecosystem,
  ecosystemOfPurlType,
  type Purl,
  sameVersion,
  tryParsePurl,
  type VersionScheme,
} from '@theriac/core';

type Named = Pick<BomComponent, 'group' | 'name' | 'purl' | 'version'>;

export interface PackageIdentity {
  /** Package type, namespace and name; undefined without a package URL that can be read. */
  readonly purl?: string;
  /** Name as people write it, in lower case. */
  readonly name: string;
  /** The empty text: none is stated. */
  readonly version: string;
  readonly scheme: VersionScheme;
}

export function identify(component: Named): PackageIdentity {
  const name = bomComponentName(component).toLowerCase();
  const purl = component.purl === undefined ? null : tryParsePurl(component.purl);
  if (purl === null) return { name, version: component.version ?? '', scheme: 'generic' };
  return {
    purl: withoutVersion(purl),
    name,
    version: versionOf(purl, component.version ?? ''),
    scheme: ecosystemOfPurlType(purl.type)?.scheme ?? 'generic',
  };
}

/** The package URL without version, qualifiers and subpath; names in the spelling that their registry compares. */
function withoutVersion(purl: Purl): string {
  const native = componentOfPurl(purl);
  if (native !== null && purl.type !== 'deb' && purl.type !== 'rpm' && purl.type !== 'apk')
    return `pkg:${purl.type}/${ecosystem(native.ecosystem).normalizeName(native.name)}`;
  return `pkg:${purl.type}/${[purl.namespace, purl.name].filter((part) => part !== undefined).join('/')}`;
}

/** Versions that hold an epoch: `1:2.3-4`. */
const WITH_EPOCH: ReadonlySet<string> = new Set(['deb', 'rpm', 'alpm']);

/**
 * The epoch of a distribution package stands in the version, in a qualifier, or in the field `version` alone
 * (purl-spec, types rpm and deb); `0:` is what no epoch means.
 */
function versionOf(purl: Purl, field: string): string {
  const native = componentOfPurl(purl);
  const version = native?.version ?? purl.version ?? field;
  if (!WITH_EPOCH.has(purl.type)) return version;
  const whole = field !== '' && withoutEpoch(field) === version ? field : version;
  return whole.startsWith('0:') ? whole.slice(2) : whole;
}

function withoutEpoch(version: string): string {
  const [epoch = '', rest] = version.split(':', 2);
  return rest !== undefined && /^\d+$/.test(epoch) ? version.slice(epoch.length + 1) : version;
}

/** Items by version as the ecosystem compares them: `1.0` and `1.0.0` of PyPI are one. Sorted by version. */
export function byVersion<T>(
  items: readonly T[],
  scheme: VersionScheme,
  version: (item: T) => string,
): Map<string, T[]> {
  const written = [...new Set(items.map(version))].sort((a, b) => {
    if (a === '' || b === '') return a === '' ? -1 : 1;
    return compareVersions(scheme, a, b) || (a < b ? -1 : 1);
  });
  const shared = new Map<string, string>();
  let last: string | undefined;
  for (const text of written) {
    if (last === undefined || text === '' || last === '' || !sameVersion(scheme, last, text)) last = text;
    shared.set(text, last);
  }
  const groups = new Map<string, T[]>([...new Set(shared.values())].map((key) => [key, []]));
  for (const item of items) groups.get(shared.get(version(item)) ?? version(item))?.push(item);
  return groups;
}
