/**
 * yarn.lock of Yarn 1: blocks of `name@range, name@range:` over indented `key value` lines. It lists packages and
 * edges but not who asked; that comes from package.json beside it and those of the workspaces.
 */

import {
  type ExtractContext,
  type ExtractResult,
  type KnownUnknown,
  type Location,
  type TargetFile,
  TheriacError,
  withoutCredentials,
} from '@theriac/core';
import { asObject } from '@theriac/read/json';
import { folderOf, inFolder } from '../../target/paths.ts';
import { aliased, type LockAsk, type LockMember, type LockNode, rootsOf } from '../shared/lock-graph.ts';
import { askedFor, danglingEdges } from './dangling-edges.ts';
import { YARN_1 } from './fix-recipes.ts';
import { type Held, heldIn, markHeld, YARN_RESOLUTIONS } from './holds.ts';

import { packageNode } from './package-node.ts';
import { aliasOf, exactVersion, hashesOf, isPackageName, originOf } from './package-source.ts';
import { type Project, workspaceProjects } from './workspace-members.ts';
import { type ClassicBlock, classicFacts } from './yarn-facts.ts';
import { type Found, lookUp } from './yarn-look-up.ts';

interface Block extends ClassicBlock {
  readonly fields: Map<string, string>;
  /** Section (`dependencies`, `optionalDependencies`) → name → range. */
  readonly sections: Map<string, Map<string, string>>;
}

export function extractYarnClassic(file: TargetFile, context: ExtractContext): ExtractResult {
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const blocks = readBlocks(file.text(), file.path, report);
  const byPattern = new Map<string, LockNode>();
  const byName = new Map<string, Set<LockNode>>();
  const nodes = new Map<LockNode, Block>();
  for (const block of blocks) {
    const node = nodeOf(block, { path: file.path, line: block.line }, report);
    if (node === null) continue;
    if (!block.fields.has('version')) report(withoutVersion(block, file.path));
    nodes.set(node, block);
    for (const pattern of block.patterns) {
      byPattern.set(pattern, node);
      const asked = nameOfPattern(pattern);
      const same = byName.get(asked);
      if (same === undefined) byName.set(asked, new Set([node]));
      else same.add(node);
    }
  }
  const projects = workspaceProjects(context, folderOf(file.path));
  const members = new Map<string, LockNode>();
  for (const project of projects) if (project.folder !== '') addMember(project, members);

  const find = lookUp({
    exact: (name, range) => byPattern.get(`${name}@${range}`) ?? members.get(name),
    byName,
    top: projects.find(({ folder }) => folder === '')?.manifest ?? null,
  });
  const dangling = danglingEdges(report);
  for (const [node, block] of nodes) {
    for (const [section, needs] of block.sections) {
      const optional = section === 'optionalDependencies';
      for (const [name, range] of needs) {
        const { to, isMissing } = find(name, range);
        if (to !== undefined)
          node.edges.push({ to, optional, range: withoutCredentials(range), ...aliased(name, to) });
        if (isMissing && !optional) dangling.add(node.draft.name, name, range, node.draft.location);
      }
    }
  }
  for (const { manifest, folder } of projects) {
    const node = folder === '' ? undefined : members.get(manifest.name ?? '');
    for (const [name, ask] of node === undefined ? [] : manifest.asks) {
      const to = ask.section === 'devDependencies' ? undefined : find(name, ask.range).to;
      if (to !== undefined)
        node?.edges.push({ to, optional: ask.scope === 'optional', ...aliased(name, to) });
    }
  }
  dangling.finish();
  markHeld(nodes.keys(), heldByProjects(projects));
  const lockMembers: LockMember[] = projects.map((project) => askedBy(project, find, report));
  if (lockMembers.length === 0) {
    lockMembers.push({ path: file.path, asks: [] });
    if (nodes.size > 0) report(noManifest(file.path));
  }
  return {
    roots: rootsOf('npm', lockMembers, [...nodes.keys(), ...members.values()], file.path, report).map(
      (root) => ({
        ...root,
        variant: YARN_1,
      }),
    ),
    unknowns,
    lockfile: () => classicFacts(blocks),
  };
}

/** Yarn writes the version first: what follows it is missing, too. */
function withoutVersion({ patterns, line }: Block, path: string): KnownUnknown {
  return {
    reason: 'unparseable',
    message: `${withoutCredentials(patterns[0] ?? '').slice(0, 120)} has no version: the lockfile was cut off`,
    location: { path, line },
    losesComponents: true,
  };
}

/** What is said where a yarn.lock is alone. */
export function noManifest(path: string): KnownUnknown {
  return {
    reason: 'unresolved-parent',
    message:
      'no readable package.json beside this lockfile: which packages are direct, and which serve development only, is not known',
    location: { path },
    losesComponents: false,
  };
}

/** Resolutions count in the project at the top only. */
function heldByProjects(projects: readonly Project[]): Held[] {
  const top = projects.find(({ folder }) => folder === '')?.manifest;
  return top === undefined ? [] : heldIn(asObject(top.document.value), YARN_RESOLUTIONS, top.path);
}

/** A project as a member, its dependencies looked up by `find`. */
function askedBy(
  { manifest }: Project,
  find: (name: string, range: string) => Found,
  report: (unknown: KnownUnknown) => void,
): LockMember {
  const asks: LockAsk[] = [];
  for (const [name, ask] of manifest.asks) {
    const { to, isMissing } = find(name, ask.range);
    const requested = withoutCredentials(ask.range);
    if (to !== undefined)
      asks.push({ to, scope: ask.scope, requested, group: ask.section, ...aliased(name, to) });
    if (isMissing && !ask.mayBeAbsent) {
      const line = manifest.document.line(ask.section, name);
      report({
        reason: 'dangling-edge',
        message: `${askedFor(name, ask.range)} is required but missing from the lockfile`,
        location: line === undefined ? { path: manifest.path } : { path: manifest.path, line },
        package: name,
        range: requested,
        losesComponents: true,
      });
    }
  }
  return {
    path: manifest.path,
    ...(manifest.name === undefined ? {} : { name: manifest.name }),
    ...(manifest.version === undefined ? {} : { version: manifest.version }),
    asks,
  };
}

function addMember({ folder, manifest }: Project, members: Map<string, LockNode>): void {
  if (manifest.name === undefined || !isPackageName(manifest.name)) return;
  members.set(manifest.name, {
    id: inFolder('workspace:', folder),
    draft: {
      ecosystem: 'npm',
      name: manifest.name,
      version: manifest.version === undefined ? null : exactVersion(manifest.version),
      location: { path: manifest.path },
      origin: { kind: 'workspace', path: folder },
      firstParty: true,
    },
    edges: [],
    unreachedScope: 'production',
  });
}

function nodeOf(block: Block, location: Location, report: (unknown: KnownUnknown) => void): LockNode | null {
  const [pattern] = block.patterns;
  if (pattern === undefined) return null;
  const asked = nameOfPattern(pattern);
  const range = pattern.slice(asked.length + 1);
  const resolved = block.fields.get('resolved');
  // Yarn appends the SHA-1 of a tarball to its URL.
  const tarball = resolved?.replace(/(\.tgz|\.tar\.gz)#[0-9a-f]{40}$/, '$1');
  const origin = (tarball === undefined ? undefined : originOf(tarball)) ??
    originOf(range) ?? { kind: 'registry' };
  const hashes = hashesOf(block.fields.get('integrity') ?? '');
  const sha1 =
    resolved === undefined || origin.kind === 'git' ? undefined : /#([0-9a-f]{40})$/.exec(resolved)?.[1];
  if (sha1 !== undefined && !hashes.some((h) => h.algorithm === 'sha1')) {
    hashes.push({ algorithm: 'sha1', hex: sha1 });
  }
  return packageNode(
    {
      id: withoutCredentials(pattern),
      name: aliasOf(range)?.name ?? asked,
      version: block.fields.get('version'),
      location,
      origin,
      hashes,
    },
    report,
  );
}

/** `@s/a@^1.0.0` → `@s/a`. */
export function nameOfPattern(pattern: string): string {
  const at = pattern.indexOf('@', 1);
  return at < 0 ? pattern : pattern.slice(0, at);
}

function readBlocks(text: string, path: string, report: (unknown: KnownUnknown) => void): Block[] {
  const blocks: Block[] = [];
  const seen = new Set<string>();
  let block: Block | null = null;
  let section: Map<string, string> | null = null;
  let broken = 0;
  let twice = 0;
  const lines = text.split('\n');
  for (const [at, raw] of lines.entries()) {
    const line = raw.trimEnd();
    const content = line.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    const indent = line.length - content.length;
    const bad = (): void => {
      broken += 1;
      if (broken > 20) return;
      report({
        reason: 'unparseable',
        message: 'a line of this yarn.lock could not be parsed',
        location: { path, line: at + 1 },
        losesComponents: true,
      });
    };
    if (indent === 0) {
      section = null;
      block = null;
      const patterns = content.endsWith(':') ? patternsOf(content.slice(0, -1)) : null;
      if (patterns === null) {
        bad();
        continue;
      }
      const [first] = patterns;
      if (first !== undefined && seen.has(first)) {
        twice += 1;
        if (twice <= 20)
          report({
            reason: 'duplicate-key',
            message: `two entries for ${JSON.stringify(withoutCredentials(first).slice(0, 120))}; both were listed`,
            location: { path, line: at + 1 },
            losesComponents: false,
          });
      }
      for (const pattern of patterns) seen.add(pattern);
      block = { patterns, line: at + 1, fields: new Map(), sections: new Map() };
      blocks.push(block);
    } else if (block === null) {
      if (broken === 0) bad();
    } else if (indent <= 2) {
      if (content.endsWith(':')) {
        section = new Map();
        block.sections.set(content.slice(0, -1), section);
        continue;
      }
      section = null;
      const pair = pairOf(content);
      if (pair === null) bad();
      else block.fields.set(pair[0], pair[1]);
    } else {
      const pair = pairOf(content);
      if (pair === null || section === null) bad();
      else section.set(pair[0], pair[1]);
    }
  }
  if (broken > 0 && blocks.length === 0) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a yarn.lock', { path, line: 1 });
  }
  return blocks;
}

/** `"a@^1", b@2` → its parts; null when a quote is open. */
function patternsOf(text: string): string[] | null {
  const patterns: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end: number;
    if (text[at] === '"') {
      end = text.indexOf('"', at + 1);
      if (end < 0) return null;
      patterns.push(text.slice(at + 1, end));
      end += 1;
    } else {
      end = text.indexOf(',', at);
      if (end < 0) end = text.length;
      patterns.push(text.slice(at, end).trim());
    }
    if (end < text.length && text[end] !== ',') return null;
    at = end + 1;
    while (text[at] === ' ') at += 1;
  }
  return patterns.length === 0 ? null : patterns;
}

/** `key "value"`, `"key" value` → key and value. */
function pairOf(text: string): [string, string] | null {
  let key: string;
  let rest: string;
  if (text.startsWith('"')) {
    const end = text.indexOf('"', 1);
    if (end < 0) return null;
    key = text.slice(1, end);
    rest = text.slice(end + 1);
  } else {
    const blank = text.indexOf(' ');
    if (blank < 0) return null;
    key = text.slice(0, blank);
    rest = text.slice(blank);
  }
  if (!rest.startsWith(' ')) return null;
  const value = rest.trim();
  if (!value.startsWith('"')) return [key, value];
  return value.length > 1 && value.endsWith('"') ? [key, value.slice(1, -1)] : null;
}
