/** Component × records → matches: which records decide, merged by alias, and what would be free of them. */
import {
  type Advisory,
  type AdvisoryKind,
  fixedVersionFor,
  type Interval,
  isPlaceable,
  isPrerelease,
  type MatchEvidence,
  matchAffected,
  matchesInterval,
  orderVersions,
  SEVERITIES,
  type Severity,
  type VersionScheme,
} from '@theriac/core';
import {
  isAbout,
  isOfUnknownStream,
  type MatchedSystem,
  offered,
  REGISTRY,
  withoutRepeats,
} from './matched-system.ts';
import type { PackageRecord } from './records.ts';

/** One flaw that affects a version: every record about it, merged. */
export interface PackageMatch {
  readonly advisory: Advisory;
  readonly evidence: readonly MatchEvidence[];
  readonly fixedIn?: string;
  readonly exploit: boolean;
  /** It matched only because the end of a range, or the module stream of the package, is not known. */
  readonly uncertain?: true;
  /** Of the two, it is the stream. */
  readonly unknownStream?: true;
  /** The records behind it, for their text. */
  readonly records: readonly PackageRecord[];
}

interface Hit {
  readonly record: PackageRecord;
  readonly evidence: MatchEvidence;
  readonly unread: boolean;
  readonly unknownStream: boolean;
}

/** A version to move to, and what it would leave standing. */
export interface UpgradeOption {
  readonly version: string;
  /** Ids (of merged advisories) that still affect it, sorted. */
  readonly leaves: readonly string[];
  /** Set when one advisory alone names it, as its fix: whether it was ever released is not known. */
  readonly unconfirmed?: true;
}

/**
 * Everything in `records` that affects `version`.
 * @param system the distribution that the package is installed on; absent for registries
 */
export function matchPackage(
  scheme: VersionScheme,
  version: string,
  records: readonly PackageRecord[],
  system: MatchedSystem = REGISTRY,
): PackageMatch[] {
  const hits: Hit[] = [];
  const own = records.filter((record) => isAbout(record, version, system));
  for (const record of own) {
    const affected = matchAffected(scheme, version, record);
    if (affected === null) continue;
    const fixedIn = affected.by === 'range' ? fixedVersionFor(scheme, version, record.intervals) : null;
    const unread =
      record.incomplete === true && affected.by === 'range' && affected.interval.end.kind === 'none';
    const unknownStream = isOfUnknownStream(record, version, system);
    const subscription = system.subscription?.(record.release);
    hits.push({
      record,
      unread,
      unknownStream,
      evidence: {
        record: record.advisory.id,
        source: record.source,
        range:
          affected.by === 'version'
            ? `=${affected.version}`
            : `${formatInterval(affected.interval)}${unread ? ' (the end cannot be read)' : ''}`,
        ...(fixedIn === null ? {} : { fixedIn, ...(subscription === undefined ? {} : { subscription }) }),
      },
    });
  }
  const told = withoutRepeats(hits, own, system);
  const byRecord = new Map(told.map((hit) => [hit.record, hit]));
  return groupByAlias(told.map((h) => h.record)).map((group) => {
    const members = group.flatMap((record) => byRecord.get(record) ?? []);
    const fixedIn = lowestFree(scheme, version, group, system);
    return {
      advisory: mergeAdvisories(group.map((r) => r.advisory)),
      evidence: members.map((m) => m.evidence).sort((a, b) => (a.record < b.record ? -1 : 1)),
      ...(fixedIn === undefined ? {} : { fixedIn }),
      exploit: group.some((r) => r.exploit),
      ...(members.every((m) => m.unread || m.unknownStream) ? { uncertain: true } : {}),
      ...(members.every((m) => m.unknownStream) ? { unknownStream: true } : {}),
      records: group,
    };
  });
}

/**
 * Versions above `version` that the records themselves name as fixed, lowest first, each with what it leaves;
 * options that clear nothing more than a lower one are left out.
 */
export function upgradeOptions(
  scheme: VersionScheme,
  version: string,
  matches: readonly PackageMatch[],
  records: readonly PackageRecord[],
  system: MatchedSystem = REGISTRY,
): UpgradeOption[] {
  // What has no place in the order has nothing above it.
  if (!isPlaceable(scheme, version)) return [];
  const stable = !isPrerelease(scheme, version);
  const own = records.filter((record) => isAbout(record, version, system));
  const above = (from: readonly PackageRecord[]): string[] =>
    fixedVersions(offered(from, system))
      .map((fixed) => (stable ? releaseOf(scheme, fixed) : fixed))
      .filter((fixed) => orderVersions(scheme, fixed, version) > 0);
  const found = new Map<string, readonly string[]>();
  // A fixed version may be affected by something newer, whose own fix is then a candidate as well.
  const most = Math.max(LEAST_CANDIDATES, Math.floor(MOST_COMPARISONS / Math.max(1, own.length)));
  for (let open = above(matches.flatMap((m) => m.records)); open.length > 0; ) {
    const next: string[] = [];
    for (const candidate of someOf([...new Set(open)], most - found.size, scheme)) {
      if (found.has(candidate)) continue;
      const left = own.filter((r) => matchAffected(scheme, candidate, r) !== null);
      const told = withoutRepeats(
        left.map((record) => ({ record })),
        own,
        system,
      );
      found.set(
        candidate,
        groupByAlias(told.map((t) => t.record))
          .map(leadId)
          .sort(),
      );
      for (const one of above(left)) next.push(one);
    }
    open = next;
  }
  const named = namedIn(scheme, records);
  const options: UpgradeOption[] = [];
  let fewest = matches.length;
  for (const candidate of [...found.keys()].sort((a, b) => orderVersions(scheme, a, b))) {
    const leaves = found.get(candidate) ?? [];
    if (leaves.length >= fewest) continue;
    fewest = leaves.length;
    const unconfirmed = !isConfirmed(scheme, candidate, named);
    options.push({ version: candidate, leaves, ...(unconfirmed ? { unconfirmed } : {}) });
  }
  return options;
}

/**
 * Candidates looked at whatever the number of records, and comparisons of candidates with records in all. The most of
 * any package in the public feeds are 400,000 (1,085 records of GitLab, 367 fixed versions): those are exact. Of a
 * package made to take forever some fixed versions are not offered; what an offered one leaves is exact all the same.
 */
const LEAST_CANDIDATES = 20;
const MOST_COMPARISONS = 2_000_000;

/** Of many candidates the lowest, which are the smallest change, and the highest, which fix the most. */
function someOf(candidates: readonly string[], most: number, scheme: VersionScheme): readonly string[] {
  if (candidates.length <= most) return candidates;
  const sorted = [...candidates].sort((a, b) => orderVersions(scheme, a, b));
  const half = Math.max(0, Math.floor(most / 2));
  return [...sorted.slice(0, half), ...sorted.slice(sorted.length - half)];
}

/** Schemes whose releases are the numbers in front; versions of distributions and of Go commits are exact. */
const NUMBERED: ReadonlySet<VersionScheme> = new Set([
  'npm',
  'semver',
  'cargo',
  'pep440',
  'gem',
  'composer',
  'nuget',
  'maven',
]);

/** The release that a pre-release leads to: nobody who runs releases moves to `2.8.3rc1` because a record names it. */
function releaseOf(scheme: VersionScheme, fixed: string): string {
  if (!NUMBERED.has(scheme) || !isPrerelease(scheme, fixed)) return fixed;
  const release = /^v?\d+(?:\.\d+)*(?=\D)/.exec(fixed)?.[0]?.replace(/\.$/, '');
  return release !== undefined && isPlaceable(scheme, release) && orderVersions(scheme, release, fixed) > 0
    ? release
    : fixed;
}

/** Versions that records name, each once, for look-ups by place in the order. */
interface Named {
  readonly listed: ReadonlySet<string>;
  /** Where ranges begin and what they end with as affected, in order. */
  readonly bounds: readonly string[];
  /** Fixed versions, in order, and the records that name each. */
  readonly fixed: readonly string[];
  readonly fixing: ReadonlyMap<string, readonly PackageRecord[]>;
}

function namedIn(scheme: VersionScheme, records: readonly PackageRecord[]): Named {
  const bounds = new Set<string>();
  const fixing = new Map<string, PackageRecord[]>();
  for (const record of records) {
    for (const { introduced, end } of record.intervals) {
      bounds.add(introduced);
      if (end.kind === 'last_affected') bounds.add(end.version);
    }
    for (const fixed of fixedVersions([record])) {
      const list = fixing.get(fixed);
      if (list === undefined) fixing.set(fixed, [record]);
      else list.push(record);
    }
  }
  const inOrder = (versions: Iterable<string>): string[] =>
    [...versions].sort((a, b) => orderVersions(scheme, a, b));
  return {
    listed: new Set(records.flatMap((r) => r.versions)),
    bounds: inOrder(bounds),
    fixed: inOrder(fixing.keys()),
    fixing,
  };
}

/** Whether some record lists or bounds by the version as a release, or two flaws name it as their fix. */
function isConfirmed(scheme: VersionScheme, version: string, named: Named): boolean {
  if (named.listed.has(version) || sameAs(scheme, version, named.bounds).length > 0) return true;
  const fixing = sameAs(scheme, version, named.fixed).flatMap((fixed) => named.fixing.get(fixed) ?? []);
  return groupByAlias(fixing).length > 1;
}

/** The versions that are equal in the order to one: `1.0` and `1.0.0`. */
function sameAs(scheme: VersionScheme, version: string, ordered: readonly string[]): readonly string[] {
  let [from, to] = [0, ordered.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (orderVersions(scheme, ordered[middle] ?? '', version) < 0) from = middle + 1;
    else to = middle;
  }
  let end = from;
  while (end < ordered.length && orderVersions(scheme, ordered[end] ?? '', version) === 0) end += 1;
  return ordered.slice(from, end);
}

/** The range as people read it: `>=1.0.0 <1.2.3`. */
export function formatInterval(interval: Interval): string {
  const from = interval.introduced === '0' ? '' : `>=${interval.introduced}`;
  const to =
    interval.end.kind === 'none'
      ? ''
      : `${interval.end.kind === 'last_affected' ? '<=' : '<'}${interval.end.version}`;
  return [from, to].filter((part) => part !== '').join(' ') || '*';
}

/**
 * Records that share an id or alias are one flaw, transitively. In input order, so that sorted records give sorted
 * groups.
 */
function groupByAlias(records: readonly PackageRecord[]): PackageRecord[][] {
  const own = new Set(records.map((r) => r.advisory.id));
  /** For each record one before it of the same flaw, or itself. */
  const earlier: number[] = [];
  const first = (at: number): number => {
    let place = at;
    for (let up = earlier[place] ?? place; up !== place; up = earlier[place] ?? place) {
      earlier[place] = earlier[up] ?? up;
      place = up;
    }
    return place;
  };
  const byId = new Map<string, number>();
  for (const [at, { advisory }] of records.entries()) {
    earlier.push(at);
    // An announcement of Drupal may be about several flaws: it joins records only where it is a record itself.
    const aliases = advisory.aliases.filter((a) => !a.startsWith('DRUPAL-') || own.has(a));
    for (const id of [advisory.id, ...aliases]) {
      const known = byId.get(id);
      if (known === undefined) {
        byId.set(id, at);
        continue;
      }
      const [left, right] = [first(known), first(at)];
      earlier[Math.max(left, right)] = Math.min(left, right);
    }
  }
  return [...Map.groupBy(records.keys(), first).values()].map((places) =>
    places.flatMap((at) => records[at] ?? []),
  );
}

/** Which id leads when several name one flaw: the most specific database of the ecosystem, then CVE. */
const LEADING = ['MAL-', 'GHSA-', 'RUSTSEC-', 'PYSEC-', 'GO-', 'DRUPAL-', 'CVE-'];

function leadRank(id: string): number {
  const rank = LEADING.findIndex((prefix) => id.startsWith(prefix));
  return rank < 0 ? LEADING.length : rank;
}

/** Id of the flaw that a group of records is about. */
function leadId(group: readonly PackageRecord[]): string {
  const [first, ...others] = group.map((r) => r.advisory.id);
  return others.reduce((lead, id) => (compareLead(id, lead) < 0 ? id : lead), first ?? '');
}

function compareLead(a: string, b: string): number {
  return leadRank(a) - leadRank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

const KIND_ORDER: readonly AdvisoryKind[] = [
  'malicious',
  'vulnerability',
  'unsound',
  'unmaintained',
  'notice',
];

function mergeAdvisories(advisories: readonly Advisory[]): Advisory {
  const sorted = [...advisories].sort((a, b) => compareLead(a.id, b.id));
  const [lead] = sorted;
  if (lead === undefined) throw new RangeError('a match has at least one record');
  if (sorted.length === 1) return lead;
  const fixes = [...new Set(sorted.flatMap((a) => a.fixes ?? []))].sort();
  const ids = new Set(sorted.flatMap((a) => [a.id, ...a.aliases]));
  ids.delete(lead.id);
  const cvss = new Map(sorted.flatMap((a) => a.cvss.map((c) => [c.vector, c] as const)));
  const rated = new Set<Severity>(sorted.map((a) => a.severity));
  const published = sorted.flatMap((a) => a.published ?? []).sort()[0];
  const modified = sorted
    .flatMap((a) => a.modified ?? [])
    .sort()
    .at(-1);
  return {
    id: lead.id,
    aliases: [...ids].sort(),
    ...(fixes.length === 0 ? {} : { fixes }),
    kind: KIND_ORDER.find((kind) => sorted.some((a) => a.kind === kind)) ?? 'vulnerability',
    title: lead.title,
    // The worst rating counts: databases differ, and the patient bears the error.
    severity: SEVERITIES.find((s) => rated.has(s)) ?? 'unknown',
    cvss: [...cvss.values()].sort((a, b) => b.score - a.score || (a.vector < b.vector ? -1 : 1)),
    cwe: [...new Set(sorted.flatMap((a) => a.cwe))].sort(),
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
  };
}

function fixedVersions(records: readonly PackageRecord[]): string[] {
  return records.flatMap((r) => r.intervals.flatMap((i) => (i.end.kind === 'fixed' ? [i.end.version] : [])));
}

/** Lowest fixed version above `version` that none of `records` calls affected. */
function lowestFree(
  scheme: VersionScheme,
  version: string,
  records: readonly PackageRecord[],
  system: MatchedSystem,
): string | undefined {
  if (!isPlaceable(scheme, version)) return undefined;
  const above = [...new Set(fixedVersions(offered(records, system)))].filter(
    (fixed) => orderVersions(scheme, fixed, version) > 0,
  );
  const most = Math.max(LEAST_CANDIDATES, Math.floor(MOST_COMPARISONS / records.length));
  return [...someOf(above, most, scheme)]
    .sort((a, b) => orderVersions(scheme, a, b))
    .find((fixed) =>
      records.every(
        (r) => !r.intervals.some((i) => matchesInterval(scheme, fixed, i)) && !r.versions.includes(fixed),
      ),
    );
}
