/**
 * One OSV record (https://ossf.github.io/osv-schema/) to what the index keeps. Feeds are hostile input: whatever
 * is not of the schema's shape is dropped field by field, and a record that says nothing usable is refused with
 * the reason, never half-read.
 */
import {
  type AdvisoryIndexId,
  type AdvisoryKind,
  type AdvisoryProse,
  advisorySetOfOsv,
  type CvssVector,
  distributionOfOsv,
  type OsvEvent,
  type Severity,
  severityOfLabel,
  severityOfScore,
} from '@theriac/core';
import { scoreCvss } from './cvss.ts';

export interface OsvRecord {
  readonly id: string;
  readonly aliases: readonly string[];
  /** CVEs that the record fixes together, where they are several. */
  readonly fixes: readonly string[];
  readonly kind: AdvisoryKind;
  readonly title: string;
  readonly severity: Severity;
  readonly cvss: readonly CvssVector[];
  readonly cwe: readonly string[];
  readonly published: string;
  readonly modified: string;
  /** A reference shows how to exploit it, or the vector says so (E:P, E:F, E:H, E:A). */
  readonly exploit: boolean;
  readonly affected: readonly OsvAffected[];
  readonly prose: AdvisoryProse;
}

export interface OsvAffected {
  /** The index that it belongs to. */
  readonly index: AdvisoryIndexId;
  /** Release of a distribution (`12` in `Debian:12`, `22.04` in `Ubuntu:22.04:LTS`), or the empty string. */
  readonly release: string;
  /** As the feed writes it. */
  readonly name: string;
  readonly ranges: readonly (readonly OsvEvent[])[];
  readonly versions: readonly string[];
}

export type OsvReading =
  | { readonly state: 'record'; readonly record: OsvRecord }
  | { readonly state: 'withdrawn' }
  /** Valid, but about nothing that a package could be matched with (commits of a repository, say). */
  | { readonly state: 'irrelevant' }
  | { readonly state: 'refused'; readonly reason: string };

/** Longest texts that are kept; the rest is cut with an ellipsis. */
const MAX_TITLE = 160;
const MAX_DETAILS = 16_000;
const MAX_REFERENCES = 24;
const MAX_NAME = 512;
const MAX_VERSION = 256;
/** Of one package. Real records have some hundreds of events and some thousands of versions at the most. */
const MAX_EVENTS = 10_000;
const MAX_VERSIONS = 50_000;
const MAX_COMPARISONS = 100_000_000;
/** Ids as the OSV schema has them: a prefix, a dash, then letters, digits and a few signs. */
const ID = /^[A-Za-z][A-Za-z0-9_]*-[A-Za-z0-9_.:/~+-]{1,200}$/;

/** @param json the parsed record, of any shape */
export function readOsv(json: unknown): OsvReading {
  const source = record(json);
  const id = text(source.id).trim();
  if (!ID.test(id)) return { state: 'refused', reason: 'the id is missing or not of the OSV form' };
  if (text(source.withdrawn) !== '') return { state: 'withdrawn' };
  const affected = list(source.affected).flatMap((entry) => readAffected(record(entry)) ?? []);
  if (affected.length === 0) return { state: 'irrelevant' };
  if (isTooLong(affected))
    return { state: 'refused', reason: 'more ranges or versions than any real record has' };
  const details = text(source.details);
  const cvss = readCvss(source);
  const references = list(source.references).flatMap((entry) => {
    const url = text(record(entry).url);
    return /^https?:\/\//.test(url) ? [{ type: text(record(entry).type) || 'WEB', url }] : [];
  });
  return {
    state: 'record',
    record: {
      id,
      aliases: unique(
        [...strings(source.aliases), ...upstreamAliases(id, source), ...twins(id, source)]
          .map((a) => a.trim())
          .filter((a) => a !== id && ID.test(a)),
      ),
      fixes: fixesOf(id, source),
      kind: kindOf(id, source),
      title: clip(oneLine(text(source.summary) || firstSentence(details) || id), MAX_TITLE),
      severity: severityOf(source, cvss),
      cvss,
      cwe: readCwe(source),
      published: instant(source.published),
      modified: instant(source.modified),
      exploit: references.some(showsExploit) || cvss.some((c) => /\/E:(P|F|H|A|POC)(\/|$)/.test(c.vector)),
      affected,
      prose: { details: clip(details, MAX_DETAILS), references: references.slice(0, MAX_REFERENCES) },
    },
  };
}

/**
 * Building compares every version with every range of a package in a release, so both are bounded there. A flaw of the
 * kernel concerns hundreds of packages of Ubuntu, each with hundreds of versions, and is one record.
 */
function isTooLong(affected: readonly OsvAffected[]): boolean {
  let comparisons = 0;
  for (const parts of Map.groupBy(affected, (a) => `${a.index}\n${a.release}\n${a.name}`).values()) {
    const events = parts.flatMap((a) => a.ranges.map((r) => r.length)).reduce((sum, n) => sum + n, 0);
    const versions = parts.reduce((sum, a) => sum + a.versions.length, 0);
    if (events > MAX_EVENTS || versions > MAX_VERSIONS) return true;
    comparisons += events * versions;
  }
  return comparisons > MAX_COMPARISONS;
}

function readAffected(entry: Record<string, unknown>): OsvAffected | undefined {
  const pkg = record(entry.package);
  const osvName = text(pkg.ecosystem);
  const set = advisorySetOfOsv(osvName);
  const name = text(pkg.name);
  if (set === undefined || name === '' || name.length > MAX_NAME || hasControl(name)) return undefined;
  const ranges = list(entry.ranges).flatMap((range) => {
    // GIT ranges name commits, which packages do not carry.
    if (text(record(range).type) === 'GIT') return [];
    const events = list(record(range).events).flatMap((event) => readEvent(record(event)) ?? []);
    return events.length === 0 ? [] : [events];
  });
  const versions = strings(entry.versions).filter((v) => v.length <= MAX_VERSION && !hasControl(v));
  if (ranges.length === 0 && versions.length === 0) return undefined;
  return {
    index: set.id,
    release: releaseOf(osvName),
    name,
    ranges,
    versions,
  };
}

/** Only distributions have releases; elsewhere the suffix names a registry (`Packagist:https://…`). */
function releaseOf(osvName: string): string {
  const colon = osvName.indexOf(':');
  if (colon < 0) return '';
  return distributionOfOsv(osvName)?.ofRecord(osvName.slice(colon + 1)) ?? '';
}

function readEvent(event: Record<string, unknown>): OsvEvent | undefined {
  const usable = (value: unknown): value is string =>
    typeof value === 'string' && value !== '' && value.length <= MAX_VERSION && !hasControl(value);
  if (usable(event.introduced)) return { introduced: event.introduced };
  if (usable(event.fixed)) return { fixed: event.fixed };
  if (usable(event.last_affected)) return { last_affected: event.last_affected };
  return usable(event.limit) ? { limit: event.limit } : undefined;
}

/**
 * Distributions say which CVE a record is about in `upstream` or, before that existed, only in `related`; the id
 * itself ends in it for some (`DEBIAN-CVE-…`, `ALPINE-CVE-…`, `BIT-…`). Only one-to-one relations are aliases:
 * an errata that fixes ten CVEs is not the same thing as any of them.
 */
function upstreamAliases(id: string, source: Record<string, unknown>): string[] {
  const inId = OWN_CVE.exec(id)?.[1];
  if (inId !== undefined) return [inId];
  const upstream = upstreamCves(source);
  return upstream.length === 1 ? upstream : [];
}

/** Distributions' own names of a CVE: `UBUNTU-CVE-2021-3782`, `BELL-CVE-2023-1`. */
const OWN_CVE = /^(?:DEBIAN|ALPINE|UBUNTU|BELL|ECHO)-(CVE-\d{4}-\d+)$/;
const CVE = /^CVE-\d{4}-\d+$/;

function upstreamCves(source: Record<string, unknown>): string[] {
  return unique(strings(source.upstream).map((id) => OWN_CVE.exec(id)?.[1] ?? id)).filter((id) =>
    CVE.test(id),
  );
}

/** Prefixes of updates of distributions, which name what they fix in `upstream`, or formerly in `related`. */
const UPDATE =
  /^(?:ALSA|ALBA|ALEA|RLSA|RXSA|RHSA|RHBA|RHEA|SUSE-[A-Z]U|openSUSE-[A-Z]U|USN|LSN|DSA|DLA|DTSA|OESA|MGASA|CLEANSTART|PHSA)-/;

function fixesOf(id: string, source: Record<string, unknown>): string[] {
  const upstream = upstreamCves(source);
  if (upstream.length > 0) return upstream.length === 1 ? [] : upstream;
  return UPDATE.test(id) ? unique(strings(source.related).filter((one) => CVE.test(one))) : [];
}

/** Advisories that a record republishes, by the address it refers to. */
const REPUBLISHED: readonly (readonly [address: RegExp, id: (name: string) => string])[] = [
  [
    /^https?:\/\/(?:www\.)?drupal\.org\/sa-((?:core|contrib)-\d{4}-\d{1,4})\b/i,
    (name) => `DRUPAL-${name.toUpperCase()}`,
  ],
  [
    /^https?:\/\/github\.com\/(?:advisories|[^/]+\/[^/]+\/security\/advisories)\/(GHSA(?:-[0-9a-z]{4}){3})$/,
    (name) => name,
  ],
];

/**
 * Collections such as FriendsOfPHP repeat advisories under ids of their own, often without naming the original among
 * the aliases. A record that refers to several originals is about more than one of them, and no twin.
 */
function twins(id: string, source: Record<string, unknown>): string[] {
  if (id.startsWith('GHSA-') || id.startsWith('CVE-') || strings(source.aliases).length > 0) return [];
  const urls = list(source.references).map((entry) => text(record(entry).url).slice(0, 300));
  const originals = urls.flatMap((url) =>
    REPUBLISHED.flatMap(([address, name]) => {
      const found = address.exec(url)?.[1];
      return found === undefined ? [] : [name(found)];
    }),
  );
  const [first, ...others] = unique(originals);
  return first === undefined || others.length > 0 ? [] : [first];
}

function kindOf(id: string, source: Record<string, unknown>): AdvisoryKind {
  if (id.startsWith('MAL-')) return 'malicious';
  for (const entry of list(source.affected)) {
    const informational = text(record(record(entry).database_specific).informational);
    if (informational === 'unmaintained' || informational === 'unsound' || informational === 'notice')
      return informational;
  }
  return 'vulnerability';
}

function readCvss(source: Record<string, unknown>): CvssVector[] {
  const entries = [
    ...list(source.severity),
    ...list(source.affected).flatMap((a) => list(record(a).severity)),
    ...list(source.affected).map((a) => ({ score: record(record(a).database_specific).cvss })),
    { score: record(source.database_specific).cvss },
  ];
  const vectors = new Map<string, CvssVector>();
  for (const entry of entries) {
    const vector = text(record(entry).score);
    const scored = vector === '' || vector.length > 400 ? undefined : scoreCvss(vector);
    if (scored !== undefined) vectors.set(scored.vector, scored);
  }
  return [...vectors.values()].sort((a, b) =>
    a.version === b.version ? b.score - a.score : a.version < b.version ? 1 : -1,
  );
}

/** CVSS first (newest version, worst vector), then the feed's label; malware without either is critical. */
function severityOf(source: Record<string, unknown>, cvss: readonly CvssVector[]): Severity {
  const best = cvss[0];
  if (best !== undefined) return severityOfScore(best.score);
  const labels = [source, ...list(source.affected).map(record)].flatMap((holder) => [
    // Ubuntu rates by priorities: https://ubuntu.com/security/cves/about#priority.
    ...list(holder.severity).flatMap((s) => (record(s).type === 'Ubuntu' ? [record(s).score] : [])),
    record(holder.database_specific).severity,
    record(holder.ecosystem_specific).severity,
  ]);
  for (const label of labels) {
    const severity = severityOfLabel(text(label));
    if (severity !== 'unknown') return severity;
  }
  return text(source.id).startsWith('MAL-') ? 'critical' : 'unknown';
}

function readCwe(source: Record<string, unknown>): string[] {
  const specific = record(source.database_specific);
  const found = [
    ...strings(specific.cwe_ids),
    ...strings(specific.cwes),
    ...list(source.affected)
      .flatMap((a) => list(record(record(a).database_specific).cwes))
      .map((c) => text(record(c).cweId)),
  ].filter((c) => /^CWE-\d{1,5}$/.test(c));
  return unique(found);
}

function showsExploit(reference: { type: string; url: string }): boolean {
  return reference.type === 'EVIDENCE' || /^https?:\/\/(www\.)?exploit-db\.com\//.test(reference.url);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function strings(value: unknown): string[] {
  return list(value).filter((v): v is string => typeof v === 'string' && v !== '');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function hasControl(value: string): boolean {
  return /[\u0000-\u001f\u007f]/.test(value);
}

/** RFC 3339, or empty. */
function instant(value: unknown): string {
  const given = text(value);
  return /^\d{4}-\d{2}-\d{2}T[\d:.]{5,20}(Z|[+-]\d{2}:\d{2})$/.test(given) ? given : '';
}

function oneLine(value: string): string {
  return value.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
}

function clip(value: string, max: number): string {
  return value.length <= max ? value : `${value.slice(0, max - 1).trimEnd()}…`;
}

function firstSentence(details: string): string {
  const line = details.split('\n').find((l) => l.trim() !== '' && !l.startsWith('#')) ?? '';
  const stop = line.indexOf('. ');
  return stop < 0 ? line : line.slice(0, stop);
}
