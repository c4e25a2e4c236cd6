/** Which records of a distribution are about a package of one system, and which of them say the same twice. */
import type { PackageRecord } from './records.ts';

/** The system that a package is installed on, in the words of its advisories. */
export interface MatchedSystem {
  /** Releases whose records hold; the empty string: records without one. */
  readonly releases: readonly string[];
  /** Who gets the fixes of a release, where it is not everybody. */
  readonly subscription?: (release: string) => string | undefined;
  /** The system has the fixes that a subscription brings: a package of it is installed. */
  readonly subscribed?: boolean;
  /** `nodejs:18`: the module that an RPM package was built in; absent: nothing says so. */
  readonly stream?: string;
  /** The release of longer support that the version was built in: `extended:9.2` of `1.0-1.el9_2.3`. */
  readonly builtIn?: string;
}

/** Packages of registries have no releases. */
export const REGISTRY: MatchedSystem = { releases: [''] };

/** `0:16.20.2-1.module+el8.8.0+19898+ab99ba34`, `16.14.0-1.module_el8.5.0+2577+9e95fe00` */
const MODULAR = /\.module[+_]/;
/** `nodejs:18` in `Important: nodejs:18 security update`. */
const STREAM = /(?<=^|\s)[a-z0-9][\w.+-]{0,60}:[a-z0-9][\w.+-]{0,60}(?=[\s,;]|$)/g;

/** Streams of one module are different packages of one name, and neither is the package outside of modules. */
export function isAbout(record: PackageRecord, version: string, system: MatchedSystem): boolean {
  if (!system.releases.includes(record.release)) return false;
  const modular = isModular(record);
  if (modular === undefined) return true;
  if (modular !== MODULAR.test(version)) return false;
  const streams = modular ? streamsOf(record) : [];
  return streams.length === 0 || system.stream === undefined || streams.includes(system.stream);
}

/** An update of one stream and a package of a stream that nobody states. */
export function isOfUnknownStream(record: PackageRecord, version: string, system: MatchedSystem): boolean {
  return MODULAR.test(version) && isModular(record) === true && system.stream === undefined;
}

/** Undefined: the record names no fixed version, from which alone it could be seen. */
function isModular({ intervals }: PackageRecord): boolean | undefined {
  const fixed = intervals.flatMap(({ end }) => (end.kind === 'none' ? [] : [end.version]));
  return fixed.length === 0 ? undefined : fixed.some((version) => MODULAR.test(version));
}

function streamsOf({ advisory }: PackageRecord): readonly string[] {
  return advisory.title.match(STREAM) ?? [];
}

/** Records whose fixed versions the system can get. */
export function offered(records: readonly PackageRecord[], system: MatchedSystem): readonly PackageRecord[] {
  if (system.subscribed === true) return records;
  return records.filter(({ release }) => system.subscription?.(release) === undefined);
}

/**
 * Leaves out updates whose flaws other records tell: a notice about several CVEs (USN, DSA) where each has a record of
 * its own, an update of longer support beside the update for everybody, and the update for everybody where the installed
 * version has the fixes of longer support.
 * @param hits what affects the version
 * @param own every record about the package on the system
 */
export function withoutRepeats<T extends { readonly record: PackageRecord }>(
  hits: readonly T[],
  own: readonly PackageRecord[],
  system: MatchedSystem,
): readonly T[] {
  if (hits.every(({ record }) => record.advisory.fixes === undefined) && system.builtIn === undefined)
    return hits;
  const affecting = new Set(hits.map((hit) => hit.record));
  const isExtra = ({ release }: PackageRecord): boolean => system.subscription?.(release) !== undefined;
  const single = new Set(
    own.filter((r) => r.advisory.fixes === undefined).flatMap((r) => [r.advisory.id, ...r.advisory.aliases]),
  );
  const forAll = new Set(
    hits.filter(({ record }) => !isExtra(record)).flatMap(({ record }) => flawsOf(record)),
  );
  const fixedHere = new Set(
    own.filter((r) => r.release === system.builtIn && !affecting.has(r)).flatMap(flawsOf),
  );
  return hits.filter(({ record }) => {
    const flaws = flawsOf(record);
    if (flaws.length === 0) return true;
    if (record.advisory.fixes !== undefined && flaws.every((cve) => single.has(cve))) return false;
    if (isExtra(record)) return record.advisory.fixes === undefined || !flaws.every((cve) => forAll.has(cve));
    return !flaws.every((cve) => fixedHere.has(cve));
  });
}

function flawsOf({ advisory }: PackageRecord): readonly string[] {
  return [
    ...(advisory.fixes ?? []),
    ...[advisory.id, ...advisory.aliases].filter((id) => id.startsWith('CVE-')),
  ];
}
