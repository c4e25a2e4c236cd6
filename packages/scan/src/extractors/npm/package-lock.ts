/**
 * package-lock.json and npm-shrinkwrap.json, lockfile versions 1, 2 and 3.
 * Format: npm's documentation of `package-lock.json`; versions 2 and 3 list every folder of the installed tree
 * under `packages`, version 1 nests the tree under `dependencies`. Both are read into one map from folder to
 * entry, and edges follow from Node's own look-up: the nearest `node_modules` going up.
 */

import {
  type Extract,
  type KnownUnknown,
  type Location,
  type Origin,
  type Scope,
  TheriacError,
  withoutCredentials,
} from '@theriac/core';
import { asObject, asString, get, type JsonObject, readJson } from '@theriac/read/json';
import { folderOf, inFolder } from '../../target/paths.ts';
import { aliased, type LockAsk, type LockMember, type LockNode, rootsOf } from '../shared/lock-graph.ts';
import { bundlerOf, folderAbove } from './bundled.ts';
import { askedFor, danglingEdges } from './dangling-edges.ts';
import { heldIn, markHeld, NPM_OVERRIDES, rangesChangedIn } from './holds.ts';
import { asksOf, isWorkspaceMember, licenceOf, manifestAt, workspacePatterns } from './manifest.ts';
import { packageLockFacts } from './package-lock-facts.ts';
import { type FlatEntry, flattenVersion1 } from './package-lock-v1.ts';
import { packageNode } from './package-node.ts';
import { aliasOf, hashesOf, originOf } from './package-source.ts';
import { rangeCheck } from './range-check.ts';

const NEWEST_VERSION = 3;
/** Version 1 nests a level a `node_modules`; lines deeper than this are those of the nearest level above. */
const VERSION_1_LEVELS = 24;
const MAX_LOCATION = 1024;
/** Look-ups in all: a lockfile of 100,000 packages needs about two million. */
const MAX_STEPS = 20_000_000;

/** What an installed package needs; never its own devDependencies. */
const NEEDS = [
  { section: 'dependencies', optional: false, mayBeAbsent: false },
  { section: 'optionalDependencies', optional: true, mayBeAbsent: true },
  { section: 'peerDependencies', optional: false, mayBeAbsent: true },
] as const;
/** Version 1 does not tell optional needs apart. */
const NEEDS_OF_VERSION_1 = [{ section: 'requires', optional: false, mayBeAbsent: false }] as const;

export const extract: Extract = (file, context) => {
  const folder = folderOf(file.path);
  // npm reads npm-shrinkwrap.json and ignores package-lock.json where both exist.
  if (file.path.endsWith('package-lock.json') && context.exists(inFolder(folder, 'npm-shrinkwrap.json'))) {
    return { roots: [], unknowns: [] };
  }
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const version1 = !file.text().includes('"packages"');
  const document = readJson(file, report, version1 ? { levels: VERSION_1_LEVELS } : {});
  if (typeof document.value !== 'object' || document.value === null || Array.isArray(document.value)) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a package-lock: no object at the top', {
      path: file.path,
      line: 1,
    });
  }
  const top = document.value;
  const lockfileVersion = get(top, 'lockfileVersion');
  if (typeof lockfileVersion === 'number' && lockfileVersion > NEWEST_VERSION) {
    report({
      reason: 'unsupported-version',
      message: `lockfile version ${lockfileVersion} is newer than ${NEWEST_VERSION}; it was read as version ${NEWEST_VERSION}`,
      location: at(document.line('lockfileVersion')),
      losesComponents: true,
    });
  }
  function at(line: number | undefined): { path: string; line?: number } {
    return line === undefined ? { path: file.path } : { path: file.path, line };
  }
  function broken(message: string, line: number | undefined): void {
    report({ reason: 'unparseable', message, location: at(line), losesComponents: true });
  }

  const flat = get(top, 'packages') !== undefined;
  const entries: FlatEntry[] = flat
    ? Object.entries(asObject(get(top, 'packages'))).map(([location, value]) => ({
        location,
        value,
        line: document.line('packages', location),
      }))
    : flattenVersion1(top, document);
  // Only the first version has a project without packages that is a file without sections.
  if (!flat && lockfileVersion !== 1 && get(top, 'dependencies') === undefined)
    broken('there is no object packages in the file', document.line('lockfileVersion') ?? 1);
  for (const section of ['packages', 'dependencies']) {
    const value = get(top, section);
    if (value !== undefined && value !== asObject(value))
      broken(`"${section}" is not an object`, document.line(section));
  }

  const nodes = new Map<string, LockNode>();
  const links = new Map<string, string>();
  const objects = new Map<string, JsonObject>();
  const projects = new Map<string, JsonObject>();
  const workspaces = workspacePatterns(get(asObject(get(asObject(get(top, 'packages')), '')), 'workspaces'));
  for (const { location, value, line } of entries) {
    const entry = asObject(value);
    if (value !== entry) {
      broken(`the entry ${JSON.stringify(location.slice(0, 120))} is not an object`, line);
      continue;
    }
    if (location === '') {
      projects.set('', entry);
      continue;
    }
    if (location.length > MAX_LOCATION) {
      report({
        reason: 'too-deep',
        message: 'an entry is nested too deep',
        location: at(line),
        losesComponents: true,
      });
      continue;
    }
    const target = get(entry, 'link') === true ? asString(get(entry, 'resolved')) : undefined;
    if (target !== undefined) {
      links.set(location, target);
      continue;
    }
    objects.set(location, entry);
    const workspace = !hasModulesFolder(location) && isWorkspaceMember(workspaces, location);
    if (workspace) projects.set(location, entry);
    const node = nodeOf(location, entry, workspace, at(line), report);
    if (node !== null) nodes.set(location, node);
  }
  for (const [location, target] of links) {
    if (nodes.has(target) || target === '') continue;
    report({
      reason: 'dangling-edge',
      message: `${JSON.stringify(location.slice(0, 200))} links to a folder that the lockfile does not list`,
      location: at(document.line('packages', location)),
      losesComponents: true,
    });
  }

  /** Folders with installed packages of their own: most have none, and need not be asked. */
  const holders = new Set([...nodes.keys(), ...links.keys()].map(holderOf));
  let steps = 0;
  const resolve = (from: string, name: string): LockNode | undefined => {
    for (let dir = from; ; dir = folderAbove(dir)) {
      steps += 1;
      if (steps > MAX_STEPS) {
        throw new TheriacError('THERIAC_INPUT_LIMIT', 'the tree is too deep for its size', {
          path: file.path,
        });
      }
      if (holders.has(dir)) {
        const location = inFolder(dir, `node_modules/${name}`);
        const found = nodes.get(links.get(location) ?? location);
        if (found !== undefined) return found;
      }
      if (dir === '') return undefined;
    }
  };
  for (const [location, node] of nodes) {
    const bundler = bundlerOf(location, objects, nodes);
    if (bundler !== undefined) node.bundledBy = bundler;
  }
  const ownManifest = asObject(manifestAt(context, inFolder(folder, 'package.json'))?.document.value);
  markHeld(nodes.values(), heldIn(ownManifest, NPM_OVERRIDES, inFolder(folder, 'package.json')));
  const changed = rangesChangedIn(ownManifest);
  const check = rangeCheck();
  /**
   * Whether what Node finds is another than what is asked for: the package that should be nearer is missing.
   * What a package brings along in its archive, and what a folder of the project has, is as its author left it. A
   * folder outside has its packages there.
   */
  const isOther = (to: LockNode, name: string, range: string, from?: LockNode): boolean =>
    from?.id.startsWith('../') !== true &&
    to.draft.name === name &&
    to.bundledBy === undefined &&
    (to.draft.firstParty !== true || (from !== undefined && from.draft.firstParty !== true)) &&
    !changed.has(name) &&
    check(range, to.draft.version) === 'outside';
  const dangling = danglingEdges(report);
  const sections = flat ? NEEDS : NEEDS_OF_VERSION_1;
  for (const [location, node] of nodes) {
    const entry = objects.get(location);
    if (entry === undefined) continue;
    for (const { section, optional, mayBeAbsent } of sections) {
      const needs = get(entry, section);
      if (needs === undefined) continue;
      if (needs !== asObject(needs))
        broken(`"${section}" of ${node.draft.name} is not an object`, node.draft.location.line);
      for (const [name, range] of Object.entries(asObject(needs))) {
        if (typeof range !== 'string') {
          broken(`a range that ${node.draft.name} asks for is not a text`, node.draft.location.line);
          continue;
        }
        const to = resolve(location, name);
        const spare = optional || isOptional(section, entry, name);
        if (to !== undefined) {
          node.edges.push({ to, optional: spare, range: withoutCredentials(range), ...aliased(name, to) });
          if (!mayBeAbsent && !spare && isOther(to, name, range, node))
            dangling.add(node.draft.name, name, range, node.draft.location, to.draft.version ?? undefined);
        } else if (!mayBeAbsent && !spare) {
          dangling.add(node.draft.name, name, range, node.draft.location);
        }
      }
    }
  }
  dangling.finish();
  const members: LockMember[] = [];
  if (!projects.has('')) projects.set('', {});
  for (const location of [...projects.keys()].sort()) {
    const entry = projects.get(location) ?? {};
    const manifestPath = inFolder(folder, inFolder(location, 'package.json'));
    const manifest = flat ? null : manifestAt(context, manifestPath);
    const asks = flat ? asksOf(entry) : manifest?.asks;
    const found: LockAsk[] = [];
    for (const [name, ask] of asks ?? []) {
      const to = resolve(location, name);
      if (to !== undefined)
        found.push({
          to,
          scope: ask.scope,
          requested: withoutCredentials(ask.range),
          group: ask.section,
          ...aliased(name, to),
        });
      if (!ask.mayBeAbsent && (to === undefined || isOther(to, name, ask.range))) {
        const line = document.line('packages', location, ask.section) ?? document.line('packages', location);
        const asker = manifest?.document.line(ask.section, name);
        report({
          reason: 'dangling-edge',
          message: `${to === undefined ? name : askedFor(name, ask.range)} is required but missing from the lockfile`,
          location: asker === undefined ? at(line) : { path: manifestPath, line: asker },
          package: name,
          range: withoutCredentials(ask.range),
          losesComponents: true,
        });
      }
    }
    if (asks === undefined) for (const one of guessedAsks(nodes)) found.push(one);
    const name = asString(get(entry, 'name')) ?? (location === '' ? asString(get(top, 'name')) : undefined);
    const version =
      asString(get(entry, 'version')) ?? (location === '' ? asString(get(top, 'version')) : undefined);
    members.push({
      // Without a manifest the lockfile itself names the root.
      path: location === '' && !context.exists(manifestPath) ? file.path : manifestPath,
      ...(name === undefined ? {} : { name }),
      ...(version === undefined ? {} : { version }),
      asks: found,
    });
    if (asks === undefined && nodes.size > 0) {
      report({
        reason: 'unresolved-parent',
        message:
          'no package.json beside this version 1 lockfile: what no other package requires was taken as direct',
        location: at(undefined),
        losesComponents: false,
      });
    }
  }
  const listed = [...nodes.values()];
  return {
    roots: rootsOf('npm', members, listed, file.path, report),
    unknowns,
    lockfile: () => packageLockFacts(top, document, (location) => nodes.get(location)?.draft.location.line),
  };
};

function nodeOf(
  location: string,
  entry: JsonObject,
  workspace: boolean,
  place: Location,
  report: (unknown: KnownUnknown) => void,
): LockNode | null {
  const written = asString(get(entry, 'version'));
  const resolved = asString(get(entry, 'resolved'));
  const alias = written === undefined ? null : aliasOf(written);
  // Version 1 puts the whole specifier of git, URL and file dependencies into `version`.
  const specified = written === undefined || alias !== null ? undefined : originOf(written);
  const origin: Origin = workspace
    ? { kind: 'workspace', path: location }
    : hasModulesFolder(location)
      ? ((resolved === undefined ? specified : originOf(resolved)) ?? { kind: 'registry' })
      : { kind: 'path', path: location };
  return packageNode(
    {
      id: location,
      name: asString(get(entry, 'name')) ?? alias?.name ?? nameOfFolder(location),
      version: specified === undefined ? (alias?.range ?? written) : undefined,
      location: place,
      origin,
      hashes: hashesOf(asString(get(entry, 'integrity')) ?? ''),
      licence: licenceOf(get(entry, 'license')),
      installScript: get(entry, 'hasInstallScript') === true,
      firstParty: workspace,
      unreachedScope: flaggedScope(entry),
    },
    report,
  );
}

/** npm's own flags, which hold for the whole tree; `devOptional`: needed by both, so it may be in production. */
function flaggedScope(entry: JsonObject): Scope {
  if (get(entry, 'dev') === true) return 'development';
  return get(entry, 'optional') === true || get(entry, 'devOptional') === true ? 'optional' : 'production';
}

/** Peers marked so, and what some releases of npm list among the hard needs as well as the optional ones. */
function isOptional(section: string, entry: JsonObject, name: string): boolean {
  if (section === 'peerDependencies') {
    return get(asObject(get(asObject(get(entry, 'peerDependenciesMeta')), name)), 'optional') === true;
  }
  return get(asObject(get(entry, 'optionalDependencies')), name) !== undefined;
}

function guessedAsks(nodes: ReadonlyMap<string, LockNode>): LockAsk[] {
  const required = new Set<LockNode>();
  for (const node of nodes.values()) for (const edge of node.edges) required.add(edge.to);
  const asks: LockAsk[] = [];
  for (const [location, node] of nodes) {
    const isTop = location.lastIndexOf('node_modules/') === 0;
    if (isTop && !required.has(node)) asks.push({ to: node, scope: node.unreachedScope });
  }
  return asks;
}

/** `node_modules/a/node_modules/@s/b` → `@s/b`; a local folder gives its last part. */
function nameOfFolder(location: string): string {
  const modules = location.lastIndexOf('node_modules/');
  if (modules >= 0) return location.slice(modules + 'node_modules/'.length);
  return location.slice(location.lastIndexOf('/') + 1);
}

/** The folder whose `node_modules` holds a package: '' for `node_modules/a`, `node_modules/a` for what is below it. */
function holderOf(location: string): string {
  return location.slice(0, Math.max(0, location.lastIndexOf('node_modules/') - 1));
}

function hasModulesFolder(location: string): boolean {
  return location.startsWith('node_modules/') || location.includes('/node_modules/');
}
