/** Whether what a VEX statement names is what a finding is about: by package URL, CPE, or name with version. */
import {
  type BomLink,
  formatPurl,
  type Purl,
  parseVers,
  tryParsePurl,
  type VexTarget,
  versContains,
} from '@theriac/core';

/** A product or component of the scanned target. */
export interface VexSubject {
  readonly name: string;
  /** Null or absent when it is not known. */
  readonly version?: string | null;
  readonly purl?: string;
  readonly cpes?: readonly string[];
  readonly vendor?: string;
  /** Where it is in the bill of materials that was scanned. */
  readonly bom?: { readonly serial: string; readonly version: number; readonly ref: string };
}

/**
 * - `yes`: the same thing, in a version that is meant
 * - `version`: the same thing, but in another version or one that is not known
 * - `no`: something else
 */
export type VexMatch = 'yes' | 'version' | 'no';

export function matchTarget(target: VexTarget, subject: VexSubject): VexMatch {
  if (target.link !== undefined) return matchLink(target.link, target, subject);
  const verdicts = [target.id, ...(target.identifiers ?? [])].map((id) =>
    matchIdentifier(id, target, subject),
  );
  if (target.name !== undefined) verdicts.push(matchName(target, target.name, subject));
  if (verdicts.includes('yes')) return 'yes';
  return verdicts.includes('version') ? 'version' : 'no';
}

/** A BOM-Link names something of one version of one document, and nothing of any other. */
function matchLink(link: BomLink, target: VexTarget, { bom, ...subject }: VexSubject): VexMatch {
  if (bom === undefined || bom.serial !== link.serial || link.ref === undefined) return 'no';
  const spelled = [link.ref, decoded(link.ref)];
  const wanted = spelled.map((ref) => tryParsePurl(ref)).find((purl) => purl !== null);
  const actual = tryParsePurl(bom.ref);
  const same =
    spelled.includes(bom.ref) ||
    (wanted != null && actual !== null && formatPurl(wanted) === formatPurl(actual));
  if (!same) return 'no';
  return bom.version === link.version ? versionOf(target, undefined, subject) : 'version';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function matchIdentifier(id: string, target: VexTarget, subject: VexSubject): VexMatch {
  if (id === subject.purl) return versionOf(target, undefined, subject);
  const purl = tryParsePurl(id);
  if (purl !== null) return matchPurl(purl, target, subject);
  if (id.startsWith('cpe:')) return matchCpe(id, target, subject);
  return id === subject.name ? versionOf(target, undefined, subject) : 'no';
}

/** A purl without version or qualifiers speaks of all of them. */
function matchPurl(wanted: Purl, target: VexTarget, subject: VexSubject): VexMatch {
  const actual = subject.purl === undefined ? null : tryParsePurl(subject.purl);
  if (actual === null) return 'no';
  if (wanted.type !== actual.type || wanted.namespace !== actual.namespace || wanted.name !== actual.name)
    return 'no';
  const qualifiers = Object.entries(wanted.qualifiers ?? {});
  if (!qualifiers.every(([key, value]) => actual.qualifiers?.[key] === value)) return 'no';
  return versionOf(target, wanted.version ?? undefined, {
    ...subject,
    version: actual.version ?? subject.version ?? null,
  });
}

const CPE_ANY = new Set(['*', '', undefined]);

/** CPE 2.3 formatted strings and 2.2 addresses: part, vendor, product, then version. */
function matchCpe(wanted: string, target: VexTarget, subject: VexSubject): VexMatch {
  const [part, vendor, product, version] = cpeParts(wanted);
  for (const cpe of subject.cpes ?? []) {
    const actual = cpeParts(cpe);
    if (actual[0] !== part || actual[1] !== vendor || actual[2] !== product) continue;
    const known = CPE_ANY.has(actual[3]) ? (subject.version ?? null) : (actual[3] ?? null);
    return versionOf(target, CPE_ANY.has(version) ? undefined : version, { ...subject, version: known });
  }
  return 'no';
}

function cpeParts(cpe: string): (string | undefined)[] {
  const body = cpe.startsWith('cpe:2.3:') ? cpe.slice(8) : cpe.replace(/^cpe:\//, '');
  // A colon that belongs to a value is escaped with a backslash.
  return body
    .split(/(?<!\\):/)
    .slice(0, 4)
    .map((p) => p.toLowerCase());
}

function matchName(target: VexTarget, name: string, subject: VexSubject): VexMatch {
  if (plainName(name) !== plainName(subject.name)) return 'no';
  const both = target.vendor !== undefined && subject.vendor !== undefined;
  if (both && plainName(target.vendor) !== plainName(subject.vendor)) return 'no';
  return versionOf(target, undefined, subject);
}

function plainName(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** @param exact version that the identifier itself carries */
function versionOf(target: VexTarget, exact: string | undefined, subject: VexSubject): VexMatch {
  const { version = null } = subject;
  const { range, versions } = target;
  const wanted = exact ?? target.version;
  if (wanted === undefined && range === undefined && versions === undefined) return 'yes';
  if (version === null) return 'version';
  if (wanted !== undefined && wanted !== version) return 'version';
  if (wanted === undefined && range !== undefined && !inRange(range, version)) return 'version';
  const meant = versions?.some((v) => ('version' in v ? v.version === version : inRange(v.range, version)));
  return meant === false ? 'version' : 'yes';
}

function inRange(range: string, version: string): boolean {
  try {
    return versContains(parseVers(range), version);
  } catch {
    // A range that cannot be read speaks of no version that we could name.
    return false;
  }
}
