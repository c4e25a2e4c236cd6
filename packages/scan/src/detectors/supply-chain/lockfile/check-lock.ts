/** What is wrong with one lockfile: pure, over what its extractor read. */
import {
  aboutFile,
  count,
  type LockedPackage,
  type LockfileFacts,
  type Observation,
  type RawFinding,
  type Rule,
} from '@theriac/core';
import { matchesName } from '@theriac/govern';
import { hostOf } from '../../../registries/npm-settings.ts';
import { type Keyed, limited, numbered } from '../../shared/subjects.ts';
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

/** Entries that break one rule and have a remedy each; more of them have one in common. */
const MOST_OWN = 40;
/** Entries named in the finding of those beyond the limit. */
const MOST_OBSERVED = 20;
/** Some package managers write commits abbreviated. */
const isCommit = (text: string): boolean => /^[0-9a-f]{7,64}$/.test(text) && /\d/.test(text);
const WEAK = /^(?:sha1|md5)[-:]/;
/** A host of several packages, and of one in so many, is one of those in use: what is planted is alone. */
const USUAL_COUNT = 5;
const USUAL_SHARE = 20;

export function checkLock(facts: LockfileFacts, context: LockContext): RawFinding[] {
  const found = new Groups(context.path);
  const usual = usualHosts(facts.packages);
  for (const entry of facts.packages) {
    if (entry.source === 'path') continue;
    checkAddress(entry, context, usual, found);
    if (entry.source === 'git') {
      if (!isPinned(entry))
        found.single(LOCK_RULES['LOCK-GIT-UNPINNED'], entry, entry.resolved ?? 'no commit', 'a full commit');
    } else if (entry.integrity.length === 0) {
      if (entry.source === 'archive')
        found.single(LOCK_RULES['LOCK-ARCHIVE'], entry, withoutQuery(entry.resolved ?? ''), undefined);
      else if (facts.hashes) found.grouped(LOCK_RULES['LOCK-NO-HASH'], entry);
    } else if (entry.integrity.every((hash) => WEAK.test(hash)) && facts.hashes) {
      found.grouped(LOCK_RULES['LOCK-WEAK-HASH'], entry);
    }
  }
  return found.findings(facts.packages.filter(({ source }) => source === 'registry').length);
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
        // A tampered entry is about this one version.
        keyOf(entry),
      );
  }
  const host = hostOf(resolved);
  if (host === undefined || context.ecosystem === 'composer') return;
  const bound = context.scopes.get(entry.name.split('/', 1)[0]?.toLowerCase() ?? '');
  if (host === bound || context.allowedHosts.has(host)) return;
  // Accepted from this host is not accepted from another one.
  const from = `${entry.name}@${host}`;
  if (matchesName(context.privateNames, entry.name)) {
    found.single(
      NAME_RULES['DEPENDENCY-CONFUSION'],
      entry,
      host,
      'a registry that is configured, or in supplyChain.allowedHosts: the name is private',
      from,
    );
    return;
  }
  if (bound === undefined && usual.has(host)) return;
  // The scope has a registry of its own, and the package came from another one.
  if (bound !== undefined) found.single(NAME_RULES['DEPENDENCY-CONFUSION'], entry, host, bound, from);
  else found.single(LOCK_RULES['LOCK-FOREIGN-HOST'], entry, host, [...usual].join(', '), from);
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
  const without = version.replace(/\+.*$/s, '');
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
    isCommit(fragment.replace(/^commit[=:]/, '')) ||
    isCommit(version ?? '')
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

/** One entry that breaks a rule. */
interface Broken {
  readonly entry: LockedPackage;
  /** What distinguishes it from other entries of the file. */
  readonly subject: string;
  readonly evidence: Pick<Observation, 'observed' | 'expected'>;
  /** Whether the remedy is for this package alone. */
  readonly own: boolean;
}

/** By package, version and address: lockfiles with the same entries in another order have the same findings. */
function inOrder(list: readonly Broken[]): Broken[] {
  return list
    .map((one) => ({ one, key: `${one.subject}\n${keyOf(one.entry)}\n${one.entry.resolved ?? ''}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ one }) => one);
}

/** Findings of one file: one for each entry that breaks a rule. */
class Groups {
  readonly #path: string;
  readonly #broken = new Map<Rule, Broken[]>();
  /** Rules and versions of packages: an entry at several places of a tree is one. */
  readonly #seen = new Set<string>();

  constructor(path: string) {
    this.#path = path;
  }

  /** @param subject what distinguishes it; the name alone survives a new version */
  single(
    rule: Rule,
    entry: LockedPackage,
    observed: string,
    expected: string | undefined,
    subject = entry.name,
  ): void {
    const evidence = {
      observed: `${keyOf(entry)}: ${withoutQuery(observed).slice(0, 300)}`,
      ...(expected === undefined ? {} : { expected }),
    };
    const id = `${rule.id}\n${keyOf(entry)}`;
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    this.#of(rule).push({ entry, subject, evidence, own: true });
  }

  /** Something that usually many entries share, whatever their versions. */
  grouped(rule: Rule, entry: LockedPackage): void {
    const evidence = { observed: keyOf(entry) };
    this.#of(rule).push({ entry, subject: entry.name, evidence, own: false });
  }

  #of(rule: Rule): Broken[] {
    let list = this.#broken.get(rule);
    if (list === undefined) {
      list = [];
      this.#broken.set(rule, list);
    }
    return list;
  }

  /** @param entries how many entries of registries the file has */
  findings(entries: number): RawFinding[] {
    return [...this.#broken].flatMap(([rule, list]) => {
      const [first] = list;
      if (first?.own === false && list.length > MOST_OWN && list.length * 2 > entries)
        return [this.#ofFile(rule, list, entries)];
      const { kept, rest } = limited(numbered(inOrder(list), (one) => one.subject));
      // What is wrong with many entries has one cause and one remedy.
      const own = list.length <= MOST_OWN;
      const findings = kept.map((one) => this.#finding(rule, one, own));
      if (rest === undefined) return findings;
      const notes = [
        `and ${count(rest.items.length, 'more entry', 'more entries')} in this file, in one finding`,
      ];
      return [...findings, { ...this.#finding(rule, rest, false), notes }];
    });
  }

  /** What most entries of a file share came with the tool that wrote it: one finding, whatever entries come and go. */
  #ofFile(rule: Rule, list: readonly Broken[], entries: number): RawFinding {
    const named = inOrder(list).slice(0, MOST_OBSERVED);
    const notes = [`${list.length} of ${count(entries, 'entry', 'entries')} in this file, in one finding`];
    return { ...this.#finding(rule, { key: 'most entries', items: named }, false), notes };
  }

  #finding(rule: Rule, { key, items }: Keyed<Broken>, own: boolean): RawFinding {
    const [first] = items;
    const remedy = rule.remediation ?? '';
    return {
      rule,
      subject: aboutFile(this.#path),
      scope: 'production',
      key,
      locations: items.map(({ entry }) => ({ path: this.#path, line: entry.line() })),
      evidence: items
        .slice(0, MOST_OBSERVED)
        .map(({ evidence }) => ({ source: 'detector/lockfile', ...evidence })),
      action: own && first?.own === true ? `${first.entry.name}: ${remedy}` : remedy,
    };
  }
}
