/** Where files of a repository contradict each other about one package. */
import { aboutFile, command, type LockedPackage, type LockfileFacts, type RawFinding } from '@theriac/core';
import { asObject, get, type JsonValue } from '@theriac/read/json';
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

const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/** package-lock.json keeps a copy of what package.json asked for when it was written. */
export function outOfDate(
  facts: LockfileFacts,
  path: string,
  manifestText: string | null,
): RawFinding | null {
  if (facts.asked === undefined || manifestText === null) return null;
  let manifest: JsonValue;
  try {
    manifest = JSON.parse(manifestText) as JsonValue;
  } catch {
    // The extractor of package.json reports what cannot be read.
    return null;
  }
  const differences: string[] = [];
  const wanted = new Set<string>();
  for (const section of SECTIONS) {
    for (const [name, range] of Object.entries(asObject(get(asObject(manifest), section)))) {
      if (typeof range !== 'string') continue;
      wanted.add(name);
      const locked = facts.asked.get(name);
      if (locked === undefined) differences.push(`${name}: not in the lockfile`);
      else if (locked !== range)
        differences.push(`${name}: ${range} in the manifest, ${locked} in the lockfile`);
    }
  }
  const peers = asObject(get(asObject(manifest), 'peerDependencies'));
  for (const name of facts.asked.keys()) {
    if (!wanted.has(name) && !Object.hasOwn(peers, name)) differences.push(`${name}: only in the lockfile`);
  }
  if (differences.length === 0) return null;
  return {
    rule: LOCK_RULES['LOCK-OUT-OF-DATE'],
    subject: aboutFile(path),
    key: '',
    locations: [{ path, line: 1 }],
    evidence: differences.slice(0, 20).map((observed) => ({ source: 'detector/lockfile', observed })),
    action: 'Regenerate the lockfile and commit it',
    scope: 'build',
    steps: [command('npm install --package-lock-only')],
  };
}
