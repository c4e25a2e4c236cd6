/** What is wrong with one lockfile: pure, over what its extractor read. */
import {
  aboutFile,
  type Location,
  type LockedPackage,
  type LockfileFacts,
  type RawFinding,
  type Rule,
} from '@theriac/core';
import { matchesName } from '@theriac/govern';
import { hostOf } from '../../../registries/npm-settings.ts';
import { NAME_RULES } from '../names/name-rules.ts';
import { keyOf } from './lock-entry.ts';
import { LOCK_RULES } from './lock-rules.ts';

export interface LockContext {
  readonly path: string;
  readonly ecosystem: string;
  /** Hosts from which packages may come: of the configuration and of `supplyChain.allowedHosts`. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Scope with `@` → the host that the configuration binds it to. */
  readonly scopes: ReadonlyMap<string, string>;
  /** `supplyChain.privateNames` */
  readonly privateNames: readonly string[];
}

/** Findings of one rule that speak of one package each. */
const MOST_SINGLE = 40;
/** Places named in one finding; the rest is counted. */
const MOST_PLACES = 20;
/** Some package managers write commits abbreviated. */
const COMMIT = /^(?=.*\d)[0-9a-f]{7,64}$/;
const WEAK = /^(?:sha1|md5)[-:]/;
/** A host of several packages, and of one in so many, is one of those in use: what is planted is alone. */
const USUAL_COUNT = 5;
const USUAL_SHARE = 20;

export function checkLock(facts: LockfileFacts, context: LockContext): RawFinding[] {
  const found = new Groups(context.path);
  const usual = usualHosts(facts.packages);
  const anyHash = facts.packages.some((e) => e.integrity.length > 0);
  for (const entry of facts.packages) {
    if (entry.source === 'path') continue;
    checkAddress(entry, context, usual, found);
    if (entry.source === 'git') {
      if (!isPinned(entry))
        found.single(LOCK_RULES['LOCK-GIT-UNPINNED'], entry, entry.resolved ?? 'no commit', 'a full commit');
    } else if (entry.integrity.length === 0) {
      if (entry.source === 'archive')
        found.single(LOCK_RULES['LOCK-ARCHIVE'], entry, withoutQuery(entry.resolved ?? ''));
      else if (facts.hashes) found.grouped(LOCK_RULES['LOCK-NO-HASH'], entry);
    } else if (entry.integrity.every((hash) => WEAK.test(hash)) && facts.hashes) {
      found.grouped(LOCK_RULES['LOCK-WEAK-HASH'], entry);
    }
  }
  return found.findings(facts.packages.length, anyHash);
}

function checkAddress(
  entry: LockedPackage,
  context: LockContext,
  usual: ReadonlySet<string>,
  found: Groups,
): void {
  const { resolved } = entry;
  if (resolved === undefined || resolved === '') return;
  if (/^(?:git\+)?http:\/\//.test(resolved) || resolved.startsWith('git://')) {
    found.grouped(LOCK_RULES['LOCK-CLEARTEXT'], entry);
  }
  if (entry.source !== 'registry') return;
  if (context.ecosystem === 'npm') {
    const mismatch = mismatchOf(entry, resolved);
    if (mismatch !== null)
      found.single(
        LOCK_RULES['LOCK-URL-MISMATCH'],
        entry,
        mismatch,
        `${entry.name} ${entry.version ?? ''}`.trim(),
      );
  }
  const host = hostOf(resolved);
  if (host === undefined || context.ecosystem === 'composer') return;
  const bound = context.scopes.get(entry.name.split('/', 1)[0]?.toLowerCase() ?? '');
  if (host === bound || context.allowedHosts.has(host)) return;
  if (matchesName(context.privateNames, entry.name)) {
    found.single(
      NAME_RULES['DEPENDENCY-CONFUSION'],
      entry,
      host,
      'a registry that is configured, or in supplyChain.allowedHosts: the name is private',
    );
    return;
  }
  if (bound === undefined && usual.has(host)) return;
  // The scope has a registry of its own, and the package came from another one.
  if (bound !== undefined) found.single(NAME_RULES['DEPENDENCY-CONFUSION'], entry, host, bound);
  else found.single(LOCK_RULES['LOCK-FOREIGN-HOST'], entry, host, [...usual].join(', '));
}

/** The hosts of most entries, most used first: what the machines that wrote the lockfile were configured for. */
function usualHosts(entries: readonly LockedPackage[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { resolved, source } of entries) {
    const host = source === 'registry' && resolved !== undefined ? hostOf(resolved) : undefined;
    if (host !== undefined) counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  const hosts = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Set(
    hosts
      .filter(([, count], at) => at === 0 || (count >= USUAL_COUNT && count * USUAL_SHARE >= entries.length))
      .map(([host]) => host),
  );
}

/** What the address of an npm tarball says where it is not the package of the entry; null when they agree. */
export function mismatchOf(entry: Pick<LockedPackage, 'name' | 'version'>, resolved: string): string | null {
  if (isUsual(entry, resolved)) return null;
  const match = /^https?:\/\/[^/]+\/(.*)\/-\/(?:@[^/]+\/)?([^/?#]+)\.tgz/i.exec(resolved);
  if (match === null) return null;
  const folder = decoded(match[1] ?? '').toLowerCase();
  const file = decoded(match[2] ?? '').toLowerCase();
  const name = entry.name.toLowerCase();
  const base = name.slice(name.lastIndexOf('/') + 1);
  if (folder !== name && !folder.endsWith(`/${name}`)) return `${nameIn(folder)} (${file})`;
  if (entry.version === null) return null;
  const version = entry.version.toLowerCase();
  const without = version.replace(/\+.*$/, '');
  // Some registries leave out the scope, others write it into the file name with a dash.
  const scoped = name.replace(/^@/, '').replace('/', '-');
  const expected = [base, scoped].flatMap((b) => [`${b}-${version}`, `${b}-${without}`]);
  return expected.includes(file) ? null : file;
}

/** The form of nearly every address, recognised without taking it apart: `…/@scope/name/-/name-1.2.3.tgz`. */
function isUsual({ name, version }: Pick<LockedPackage, 'name' | 'version'>, resolved: string): boolean {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return version !== null && resolved.endsWith(`/${name}/-/${base}-${version}.tgz`);
}

function nameIn(folder: string): string {
  const parts = folder.split('/');
  const last = parts.at(-1) ?? '';
  const scope = parts.at(-2);
  return scope?.startsWith('@') === true ? `${scope}/${last}` : last;
}

function isPinned({ resolved, version }: LockedPackage): boolean {
  const address = resolved ?? '';
  const archive = /\/(?:tar\.gz|legacy\.tar\.gz|zip|tarball|zipball)\/([0-9a-f]{40})\b/.exec(address);
  const parameter = /[?#&](?:ref|sha|commit|rev)[=:]([0-9a-f]{40,64})\b/.exec(address);
  const fragment = address.slice(address.indexOf('#') + 1);
  return (
    archive !== null ||
    parameter !== null ||
    COMMIT.test(fragment.replace(/^commit[=:]/, '')) ||
    COMMIT.test(version ?? '')
  );
}

function withoutQuery(address: string): string {
  return address.replace(/\/\/[^/@\s]*@/, '//').replace(/[?#].*$/s, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Findings of one file: those that speak of one package each, and those that count packages. */
class Groups {
  readonly #path: string;
  readonly #single = new Map<string, RawFinding>();
  readonly #grouped = new Map<Rule, LockedPackage[]>();
  readonly #counts = new Map<Rule, number>();

  constructor(path: string) {
    this.#path = path;
  }

  single(rule: Rule, entry: LockedPackage, observed: string, expected?: string): void {
    const key = keyOf(entry);
    const id = `${rule.id}\n${key}`;
    if (this.#single.has(id)) return;
    const count = (this.#counts.get(rule) ?? 0) + 1;
    this.#counts.set(rule, count);
    // A lockfile in which everything is wrong is wrong as a whole: the rest is counted.
    if (count > MOST_SINGLE) {
      this.grouped(rule, entry);
      return;
    }
    this.#single.set(id, {
      rule,
      subject: aboutFile(this.#path),
      scope: 'production',
      key,
      locations: [{ path: this.#path, line: entry.line() }],
      evidence: [
        {
          source: 'detector/lockfile',
          observed: `${key}: ${withoutQuery(observed).slice(0, 300)}`,
          ...(expected === undefined ? {} : { expected }),
        },
      ],
      action: `${entry.name}: ${rule.remediation ?? ''}`,
    });
  }

  grouped(rule: Rule, entry: LockedPackage): void {
    const list = this.#grouped.get(rule);
    if (list === undefined) this.#grouped.set(rule, [entry]);
    else list.push(entry);
  }

  findings(total: number, anyHash: boolean): RawFinding[] {
    const groups = [...this.#grouped].map(([rule, entries]): RawFinding => {
      const named = entries.slice(0, MOST_PLACES);
      const locations = named.map((entry): Location => ({ path: this.#path, line: entry.line() }));
      const all = rule === LOCK_RULES['LOCK-NO-HASH'] && !anyHash;
      return {
        rule,
        subject: aboutFile(this.#path),
        scope: 'production',
        key: '',
        locations: all ? [{ path: this.#path, line: 1 }] : locations,
        evidence: [
          {
            source: 'detector/lockfile',
            observed: `${entries.length} of ${total} packages${
              all
                ? ''
                : `: ${named
                    .slice(0, 5)
                    .map((e) => e.name)
                    .join(', ')}${entries.length > 5 ? ', …' : ''}`
            }`,
          },
        ],
        action: rule.remediation ?? '',
      };
    });
    return [...this.#single.values(), ...groups];
  }
}
