/**
 * Gemfile.lock: sections GIT, PATH, PLUGIN SOURCE and GEM list gems and their needs, DEPENDENCIES what the project
 * asks for (`!`: from the source named above), CHECKSUMS the SHA-256 of what the registry served. Groups, and with
 * them scopes, are in the Gemfile beside it.
 */
import {
  type Extract,
  type ExtractContext,
  type Hash,
  type KnownUnknown,
  type LockedPackage,
  type LockfileFacts,
  type Origin,
  type Scope,
  TheriacError,
} from '@theriac/core';
import { type LockAsk, type LockNode, rootsOf } from '../shared/lock-graph.ts';
import { isForOthers } from './gem-platforms.ts';
import { type GemAsk, isGemName, readGemfile, readGemspec } from './gemfile.ts';

const SECTIONS = new Set([
  'GIT',
  'PATH',
  'GEM',
  'PLUGIN SOURCE',
  'PLATFORMS',
  'DEPENDENCIES',
  'CHECKSUMS',
  'RUBY VERSION',
  'BUNDLED WITH',
]);
const SOURCES = new Set(['GIT', 'PATH', 'GEM', 'PLUGIN SOURCE']);
const MAX_REPORTED = 50;

interface Entry {
  readonly node: LockNode;
  readonly name: string;
  readonly needs: { name: string; range: string; line: number }[];
  /** For checks of integrity. */
  readonly locked: LockedPackage;
}

export const extract: Extract = (file, context) => {
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const entries: Entry[] = [];
  const asked: { name: string; range: string; line: number }[] = [];
  const platforms: string[] = [];
  const hashes = new Map<string, Hash>();
  /** As written, by `name (detail)`. */
  const checksums = new Map<string, string>();
  let section = '';
  let source = new Map<string, string>();
  const seen = new Set<string>();
  let known = 0;
  let broken = 0;
  /** Line of a section that nothing followed yet. */
  let begun: number | undefined;
  const bad = (line: number): void => {
    broken += 1;
    if (broken > MAX_REPORTED) return;
    report({
      reason: 'unparseable',
      message: 'a line of this lockfile could not be parsed',
      location: { path: file.path, line },
      losesComponents: true,
    });
  };
  for (const [at, raw] of file.text().split('\n').entries()) {
    const line = at + 1;
    const text = raw.trimEnd();
    const content = text.trimStart();
    if (content === '') continue;
    const indent = text.length - content.length;
    begun = indent === 0 ? line : undefined;
    if (indent === 0) {
      section = content;
      source = new Map();
      seen.add(section);
      if (SECTIONS.has(section)) known += 1;
      else bad(line);
    } else if (SOURCES.has(section)) {
      if (indent === 2) {
        const colon = content.indexOf(':');
        if (colon < 0) bad(line);
        else if (!source.has(content.slice(0, colon))) {
          source.set(content.slice(0, colon), content.slice(colon + 1).trim());
        }
      } else if (indent === 4) {
        const gem = gemOf(content);
        if (gem === null || gem.detail === '') bad(line);
        else entries.push(entryOf(gem.name, gem.detail, section, source, file.path, line));
      } else {
        const gem = gemOf(content);
        const entry = entries[entries.length - 1];
        if (gem === null || entry === undefined) bad(line);
        else entry.needs.push({ name: gem.name, range: gem.detail, line });
      }
    } else if (section === 'DEPENDENCIES') {
      const gem = gemOf(content.replace(/!$/, ''));
      if (gem === null) bad(line);
      else asked.push({ name: gem.name, range: gem.detail, line });
    } else if (section === 'PLATFORMS') {
      platforms.push(content);
    } else if (section === 'CHECKSUMS') {
      const written = /^([\w.-]+) \(([^()]+)\)(?: (\S+))?$/.exec(content);
      if (written !== null) checksums.set(`${written[1]} (${written[2]})`, written[3] ?? '');
      const match = /^([\w.-]+) \(([^()]+)\) (?:\S+,)?sha256=([0-9a-f]{64})\b/.exec(content);
      if (match !== null)
        hashes.set(`${match[1]} (${match[2]})`, { algorithm: 'sha256', hex: match[3] ?? '' });
    }
  }
  if (known === 0 && broken > 0) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a Gemfile.lock: no section that Bundler writes', {
      path: file.path,
      line: 1,
    });
  }

  // Bundler ends no file with a heading, unless nothing at all is asked for.
  if (begun !== undefined && (section !== 'DEPENDENCIES' || entries.length > 0)) bad(begun);

  if (known > 0 && !seen.has('DEPENDENCIES'))
    report({
      reason: 'no-package-data',
      message: 'there is no section DEPENDENCIES: the lockfile was cut off',
      location: { path: file.path },
      losesComponents: true,
    });
  const byName = new Map<string, LockNode[]>();
  const nodes = new Map<string, LockNode>();
  for (const { node, name } of entries) {
    if (nodes.has(node.id)) continue;
    const hash = hashes.get(node.id);
    const whole: LockNode = hash === undefined ? node : { ...node, draft: { ...node.draft, hashes: [hash] } };
    nodes.set(node.id, whole);
    const variants = byName.get(name);
    if (variants === undefined) byName.set(name, [whole]);
    else variants.push(whole);
  }
  let dangling = 0;
  for (const { node, needs } of entries) {
    for (const { name, range, line } of needs) {
      const targets = byName.get(name);
      for (const to of targets ?? []) {
        nodes.get(node.id)?.edges.push({ to, optional: false, range: range === '' ? '>= 0' : range });
      }
      // Bundler itself is a dependency of gems, but never listed.
      if (targets !== undefined || name === 'bundler') continue;
      dangling += 1;
      if (dangling > MAX_REPORTED) continue;
      report({
        reason: 'dangling-edge',
        message: `${node.draft.name} requires ${name}, which is missing from the lockfile`,
        location: { path: file.path, line },
        package: name,
        range,
        losesComponents: true,
      });
    }
  }
  const gemfilePath = folder + (file.path.endsWith('gems.locked') ? 'gems.rb' : 'Gemfile');
  const gemfile = context.file(gemfilePath);
  const written = gemfile === null ? [] : quietly(() => readGemfile(gemfile, () => {}));
  const scopes = scopesOf(written);
  // A gem that is asked for twice (branches of an `if`) is for other platforms only where every line says so.
  const forOthers = new Set(written.map((ask) => ask.name));
  for (const ask of written) if (!isForOthers(ask.platforms, platforms)) forOthers.delete(ask.name);
  for (const [name, scope] of developmentOfOwnGems(entries, folder, context))
    if (!scopes.has(name)) scopes.set(name, scope);
  const asks: LockAsk[] = [];
  for (const { name, range, line } of asked) {
    const targets = byName.get(name);
    for (const to of targets ?? []) {
      asks.push({
        to,
        scope: scopes.get(name) ?? 'production',
        ...(range === '' ? {} : { requested: range }),
      });
    }
    if (targets === undefined && name !== 'bundler' && !forOthers.has(name)) {
      report({
        reason: 'dangling-edge',
        message: `${name} is required but missing from the lockfile`,
        location: { path: file.path, line },
        package: name,
        ...(range === '' ? {} : { range }),
        losesComponents: true,
      });
    }
  }
  if (gemfile === null && asked.length > 0) {
    report({
      reason: 'unresolved-parent',
      message: 'no Gemfile beside this lockfile: which gems serve development and tests only is not known',
      location: { path: file.path },
      losesComponents: false,
    });
  }
  const own = entries.find(({ node }) => node.draft.firstParty === true)?.node.draft;
  const member = {
    path: gemfile === null ? file.path : gemfilePath,
    ...(own === undefined ? {} : { name: own.name }),
    ...(own === undefined || own.version === null ? {} : { version: own.version }),
    asks,
  };
  return {
    roots: rootsOf('gem', [member], [...nodes.values()], file.path, report),
    unknowns,
    lockfile: () => factsOf(entries, checksums),
  };
};

/** CHECKSUMS exist since Bundler 2.6; without them a missing hash says nothing. */
function factsOf(entries: readonly Entry[], checksums: ReadonlyMap<string, string>): LockfileFacts {
  const packages = entries.map(({ node, locked }): LockedPackage => {
    const sum = checksums.get(node.id) ?? '';
    return sum === '' ? locked : { ...locked, integrity: [sum.replace('=', ':')] };
  });
  return { ecosystem: 'gem', packages, hashes: checksums.size > 0 };
}

/** `name (detail)` or `name`; null for anything else. */
function gemOf(content: string): { name: string; detail: string } | null {
  const open = content.indexOf(' (');
  const name = open < 0 ? content : content.slice(0, open);
  if (!isGemName(name) || (open >= 0 && !content.endsWith(')'))) return null;
  return { name, detail: open < 0 ? '' : content.slice(open + 2, -1) };
}

/** `1.13.0-x86_64-linux`: what follows the first dash is the platform; versions of gems hold none. */
function entryOf(
  name: string,
  detail: string,
  section: string,
  source: ReadonlyMap<string, string>,
  path: string,
  line: number,
): Entry {
  const dash = detail.indexOf('-');
  const platform = dash < 0 ? undefined : detail.slice(dash + 1);
  const remote = (source.get('remote') ?? '').replace(/\/\/[^/@\s]*@/, '//');
  const revision = source.get('revision');
  const own = section === 'PATH' && (remote === '.' || remote === './');
  const origin: Origin =
    section === 'GIT'
      ? {
          kind: 'git',
          url: remote,
          ...(revision === undefined ? {} : { commit: revision }),
        }
      : section === 'PATH'
        ? own
          ? { kind: 'workspace', path: '' }
          : { kind: 'path', path: remote }
        : section === 'PLUGIN SOURCE'
          ? { kind: 'url', url: remote }
          : { kind: 'registry' };
  const node: LockNode = {
    id: `${name} (${detail})`,
    draft: {
      ecosystem: 'gem',
      name,
      version: dash < 0 ? detail : detail.slice(0, dash),
      location: { path, line },
      origin,
      ...(platform === undefined ? {} : { qualifiers: { platform } }),
      ...(own ? { firstParty: true } : {}),
    },
    edges: [],
    unreachedScope: 'production',
  };
  const resolved = section === 'GIT' ? `git+${remote}#${revision ?? ''}` : remote;
  const kind = section === 'GIT' ? 'git' : section === 'PATH' ? 'path' : 'registry';
  const locked: LockedPackage = {
    name,
    version: detail,
    source: kind,
    integrity: [],
    line: () => line,
    resolved,
  };
  return { node, name, needs: [], locked };
}

function scopesOf(asks: readonly GemAsk[]): Map<string, Scope> {
  const scopes = new Map<string, Scope>();
  for (const { name, scope } of asks) {
    const known = scopes.get(name);
    if (known === undefined || scope === 'production') scopes.set(name, scope);
  }
  return scopes;
}

/** The `gemspec` line of a Gemfile brings the development dependencies of the project's own gem. */
function developmentOfOwnGems(
  entries: readonly Entry[],
  folder: string,
  context: ExtractContext,
): Map<string, Scope> {
  const scopes = new Map<string, Scope>();
  for (const { node, name } of entries) {
    if (node.draft.firstParty !== true) continue;
    const specification = context.file(`${folder}${name}.gemspec`);
    if (specification === null) continue;
    for (const ask of quietly(() => readGemspec(specification, () => {}).asks)) {
      if (ask.scope === 'development') scopes.set(ask.name, ask.scope);
    }
  }
  return scopes;
}

/** A neighbour that is not text tells nothing; its own extractor reports it. */
function quietly<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof TheriacError) return [];
    throw error;
  }
}
