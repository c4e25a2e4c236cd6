/** Where files of a repository contradict each other about one package. */
import {
  aboutFile,
  command,
  type LockedPackage,
  type LockfileFacts,
  type RawFinding,
  valueWithoutCredentials,
} from '@theriac/core';
import { asObject, get, type JsonObject, type JsonValue } from '@theriac/read/json';
import { limited, numbered } from '../../shared/subjects.ts';
import { keyOf } from './lock-entry.ts';
import { LOCK_RULES } from './lock-rules.ts';

/** The line is asked at once: to be asked later, every lockfile would have to be kept in memory. */
interface Seen {
  readonly hash: string;
  readonly path: string;
  readonly line: number;
}

/** The hash of each package version over all lockfiles of one kind, and who said otherwise. */
export class HashAgreement {
  readonly #seen = new Map<string, Seen>();
  readonly #reported = new Set<string>();
  readonly findings: RawFinding[] = [];

  /** Hashes that npm, Yarn 1, pnpm and Bun write alike: of the tarball, in SRI notation. */
  add(entry: LockedPackage, path: string, ecosystem: string): void {
    if (entry.source !== 'registry' || entry.version === null) return;
    for (const hash of entry.integrity) {
      const dash = hash.indexOf('-');
      if (dash < 0 && ecosystem !== 'golang' && ecosystem !== 'cargo') continue;
      const key = `${ecosystem} ${entry.name}@${entry.version} ${dash < 0 ? '' : hash.slice(0, dash)}`;
      const before = this.#seen.get(key);
      if (before === undefined) this.#seen.set(key, { hash, path, line: entry.line() });
      else if (before.hash !== hash) this.#conflict(entry, path, hash, before);
    }
  }

  #conflict(entry: LockedPackage, path: string, hash: string, before: Seen): void {
    const key = keyOf(entry);
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.findings.push({
      rule: LOCK_RULES['LOCK-CONFLICTING-HASH'],
      subject: aboutFile(path),
      scope: 'production',
      key,
      locations: [
        { path, line: entry.line() },
        { path: before.path, line: before.line },
      ],
      evidence: [{ source: 'detector/lockfile', observed: `${key}: ${hash}`, expected: before.hash }],
      action: `Check which contents of ${key} the registry serves`,
    });
  }
}

/** Differences named in the finding of those beyond the limit. */
const MOST_OBSERVED = 20;
const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/** What package.json and the copy that package-lock.json keeps of it say differently of one package. */
interface Difference {
  readonly name: string;
  readonly observed: string;
}

/** package-lock.json keeps a copy of what package.json asked for when it was written: one finding per package. */
export function outOfDate(facts: LockfileFacts, path: string, manifestText: string | null): RawFinding[] {
  if (facts.asked === undefined || manifestText === null) return [];
  let manifest: JsonValue;
  try {
    // The facts of the lockfile have no credentials either.
    manifest = valueWithoutCredentials(JSON.parse(manifestText) as JsonValue);
  } catch {
    // The extractor of package.json reports what cannot be read.
    return [];
  }
  const { kept, rest } = limited(
    numbered(differencesOf(facts.asked, asObject(manifest)), ({ name }) => name),
  );
  return [...kept, ...(rest === undefined ? [] : [rest])].map(({ key, items }) => ({
    rule: LOCK_RULES['LOCK-OUT-OF-DATE'],
    subject: aboutFile(path),
    key,
    locations: [{ path, line: 1 }],
    evidence: items
      .slice(0, MOST_OBSERVED)
      .map(({ observed }) => ({ source: 'detector/lockfile', observed })),
    action: 'Regenerate the lockfile and commit it',
    scope: 'build',
    steps: [command('npm install --package-lock-only')],
  }));
}

/** A package that several sections of the manifest ask for may differ in each. */
function differencesOf(asked: ReadonlyMap<string, string>, manifest: JsonObject): Difference[] {
  const differences: Difference[] = [];
  const wanted = new Set<string>();
  for (const section of SECTIONS) {
    for (const [name, range] of Object.entries(asObject(get(manifest, section)))) {
      if (typeof range !== 'string') continue;
      wanted.add(name);
      const locked = asked.get(name);
      if (locked === undefined) differences.push({ name, observed: `${name}: not in the lockfile` });
      else if (locked !== range)
        differences.push({ name, observed: `${name}: ${range} in the manifest, ${locked} in the lockfile` });
    }
  }
  const peers = asObject(get(manifest, 'peerDependencies'));
  for (const name of asked.keys()) {
    if (!wanted.has(name) && !Object.hasOwn(peers, name))
      differences.push({ name, observed: `${name}: only in the lockfile` });
  }
  return differences;
}
