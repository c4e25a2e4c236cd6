/**
 * deno.lock, versions 2 to 5: packages of npm and of JSR, each with its own table, and modules pinned by URL.
 * Versions 2 and 3 keep the tables under `npm` and `packages`, versions 4 and 5 at the top. What the project asks
 * for is under `workspace`; before that was written every specifier counts as asked for.
 */

import {
  type Extract,
  type Hash,
  type KnownUnknown,
  type Location,
  TheriacError,
  withoutCredentials,
} from '@theriac/core';
import { asArray, asObject, asString, get, type JsonObject, readJson } from '@theriac/read/json';
import { folderOf, inFolder } from '../../target/paths.ts';
import { checkShape, type Shape } from '../shared/json-shape.ts';
import { type LockAsk, type LockMember, type LockNode, rootsOf } from '../shared/lock-graph.ts';
import { danglingEdges } from './dangling-edges.ts';

import { packageNode } from './package-node.ts';
import { hashesOf } from './package-source.ts';

const NEWEST_VERSION = 5;
const MANIFESTS = ['deno.json', 'deno.jsonc', 'package.json'];
type Registry = 'npm' | 'jsr';

interface Table {
  readonly registry: Registry;
  readonly entries: JsonObject;
  /** Keys under which the table stands, for line look-ups. */
  readonly path: readonly string[];
}

const SHAPE: Shape = {
  fields: {
    npm: { mapOf: 'object' },
    jsr: { mapOf: 'object' },
    packages: 'object',
    specifiers: { mapOf: 'text' },
    remote: 'object',
    workspace: 'object',
  },
};

export const extract: Extract = (file, context) => {
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const document = readJson(file, report);
  const top = asObject(document.value);
  if (top !== document.value) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a deno.lock: no object at the top', {
      path: file.path,
      line: 1,
    });
  }
  const at = (...path: string[]): Location => {
    const line = document.line(...path);
    return line === undefined ? { path: file.path } : { path: file.path, line };
  };
  const version = Number(asString(get(top, 'version')) ?? '');
  if (!(version >= 2 && version <= NEWEST_VERSION)) {
    report({
      reason: 'unsupported-version',
      message: `the lockfile version is not one of 2 to ${NEWEST_VERSION}; it was read as far as it could be`,
      location: at('version'),
      losesComponents: true,
    });
  }
  checkShape(document, file.path, SHAPE, report);
  const nodes = new Map<string, LockNode>();
  const needs: [LockNode, Registry, JsonObject][] = [];
  for (const { registry, entries, path } of tablesOf(top)) {
    for (const [key, value] of Object.entries(entries)) {
      const entry = asObject(value);
      const split = key.indexOf('@', 1);
      const location = at(...path, key);
      if (split < 0 || entry !== value) {
        report({
          reason: 'unparseable',
          message: `the entry ${JSON.stringify(key.slice(0, 120))} could not be parsed`,
          location,
          losesComponents: true,
        });
        continue;
      }
      const node = packageNode(
        {
          id: `${registry}:${key}`,
          name: key.slice(0, split),
          // npm packages with peers carry them after an underscore: `a@1.0.0_b@2.0.0`.
          version: key.slice(split + 1).replace(/_.*$/s, ''),
          location,
          origin: { kind: 'registry' },
          hashes: integrityOf(asString(get(entry, 'integrity')) ?? ''),
          ecosystem: registry === 'npm' ? 'npm' : 'deno',
          installScript: get(entry, 'scripts') === true,
        },
        report,
      );
      if (node === null) continue;
      nodes.set(node.id, node);
      needs.push([node, registry, entry]);
    }
  }
  const specifiers = specifiersOf(top);
  const byName = Map.groupBy(
    nodes.values(),
    (node) => `${node.draft.ecosystem === 'npm' ? 'npm' : 'jsr'}:${node.draft.name}`,
  );
  const askedAs = targetsByName(specifiers);
  /** `npm:a@^1`, `jsr:@s/b`, `npm:alias@npm:a@1.2.3`, or a key of the npm table, with or without its version. */
  const find = (asked: string): LockNode | undefined => {
    const specifier = asked.replace(/^npm:@?[^@]{1,214}@npm:/, 'npm:');
    const resolved = specifiers.get(specifier);
    const found = nodes.get(resolved ?? specifier);
    if (found !== undefined) return found;
    const same = byName.get(resolved ?? specifier) ?? byName.get(withoutRange(specifier));
    if (same?.length === 1) return same[0];
    // The range is left out where the file knows one alone for the package.
    const [target, ...others] = askedAs.get(specifier) ?? [];
    return target === undefined || others.length > 0 ? undefined : nodes.get(target);
  };
  const wrong = (node: LockNode, section: string): void =>
    report({
      reason: 'unparseable',
      message: `"${section}" of ${node.draft.name} is not a list of packages`,
      location: node.draft.location,
      losesComponents: true,
    });
  const dangling = danglingEdges(report);
  for (const [node, registry, entry] of needs) {
    for (const section of ['dependencies', 'optionalDependencies']) {
      const value = get(entry, section);
      const isKnown = value === undefined || Array.isArray(value) || value === asObject(value);
      if (!isKnown) wrong(node, section);
      const wanted = Array.isArray(value) ? value : Object.values(asObject(value));
      for (const item of wanted) {
        if (typeof item !== 'string') {
          wrong(node, section);
          continue;
        }
        const to = find(/^(?:npm|jsr):/.test(item) ? item : `${registry}:${item}`);
        const optional = section === 'optionalDependencies';
        if (to !== undefined) node.edges.push({ to, optional });
        else if (!optional) dangling.add(node.draft.name, item, '', node.draft.location);
      }
    }
  }
  for (const [asked, target] of specifiers)
    if (find(asked) === undefined) dangling.add('the file', asked, target, { path: file.path });
  dangling.finish();
  reportRemoteModules(asObject(get(top, 'remote')), at, report);
  const folder = folderOf(file.path);
  const manifest = MANIFESTS.map((name) => inFolder(folder, name)).find((path) => context.exists(path));
  const members = membersOf(top, specifiers, manifest ?? file.path, folder, find);
  return { roots: rootsOf('deno', members, [...nodes.values()], file.path, report), unknowns };
};

function tablesOf(top: JsonObject): Table[] {
  const packages = asObject(get(top, 'packages'));
  const npm = asObject(get(top, 'npm'));
  // Version 2 has `npm.packages`; a package cannot have that name as a key, since keys hold a version.
  const nested = get(npm, 'packages');
  return [
    {
      registry: 'npm',
      entries: nested === undefined ? npm : asObject(nested),
      path: nested === undefined ? ['npm'] : ['npm', 'packages'],
    },
    { registry: 'npm', entries: asObject(get(packages, 'npm')), path: ['packages', 'npm'] },
    { registry: 'jsr', entries: asObject(get(top, 'jsr')), path: ['jsr'] },
    { registry: 'jsr', entries: asObject(get(packages, 'jsr')), path: ['packages', 'jsr'] },
  ];
}

/** Specifier → id of the package, over the three places and shapes in which they have been written. */
function specifiersOf(top: JsonObject): Map<string, string> {
  const specifiers = new Map<string, string>();
  for (const [specifier, target] of Object.entries(asObject(get(asObject(get(top, 'npm')), 'specifiers')))) {
    if (typeof target === 'string') specifiers.set(`npm:${specifier}`, `npm:${target}`);
  }
  for (const [specifier, target] of Object.entries(
    asObject(get(asObject(get(top, 'packages')), 'specifiers')),
  )) {
    if (typeof target === 'string') specifiers.set(specifier, target);
  }
  for (const [specifier, target] of Object.entries(asObject(get(top, 'specifiers')))) {
    if (typeof target === 'string') specifiers.set(specifier, `${withoutRange(specifier)}@${target}`);
  }
  return specifiers;
}

/** Specifier without its range → ids of the packages that its ranges lead to. */
function targetsByName(specifiers: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const targets = new Map<string, Set<string>>();
  for (const [specifier, target] of specifiers) {
    const name = withoutRange(specifier);
    const known = targets.get(name);
    if (known === undefined) targets.set(name, new Set([target]));
    else known.add(target);
  }
  return targets;
}

/** `jsr:@std/path@1` → `jsr:@std/path`. */
function withoutRange(specifier: string): string {
  const name = specifier.indexOf(':') + 1;
  const split = specifier.indexOf('@', name + 1);
  return split < 0 ? specifier : specifier.slice(0, split);
}

function membersOf(
  top: JsonObject,
  specifiers: ReadonlyMap<string, string>,
  rootPath: string,
  folder: string,
  find: (specifier: string) => LockNode | undefined,
): LockMember[] {
  const workspace = asObject(get(top, 'workspace'));
  const asksOf = (fields: JsonObject): LockAsk[] =>
    [
      ...asArray(get(fields, 'dependencies')),
      ...asArray(get(asObject(get(fields, 'packageJson')), 'dependencies')),
    ].flatMap((item) => {
      const to = typeof item === 'string' ? find(item) : undefined;
      return to === undefined || typeof item !== 'string'
        ? []
        : [{ to, scope: 'production' as const, requested: item }];
    });
  const members: LockMember[] = [{ path: rootPath, asks: asksOf(workspace) }];
  for (const [path, fields] of Object.entries(asObject(get(workspace, 'members')))) {
    const asks = asksOf(asObject(fields));
    if (asks.length > 0) members.push({ path: inFolder(folder, inFolder(path, 'deno.json')), asks });
  }
  if (get(top, 'workspace') === undefined) {
    const all = [...specifiers.keys()].flatMap((specifier) => {
      const to = find(specifier);
      return to === undefined ? [] : [{ to, scope: 'production' as const, requested: specifier }];
    });
    return [{ path: rootPath, asks: all }];
  }
  return members;
}

/** npm entries carry SRI, JSR entries the SHA-256 of the package's manifest in hexadecimal. */
function integrityOf(integrity: string): Hash[] {
  if (/^[0-9a-f]{64}$/.test(integrity)) return [{ algorithm: 'sha256', hex: integrity }];
  return hashesOf(integrity);
}

const REPORTED_MODULES = 50;

/** Modules imported by URL belong to no registry: nothing can be matched, and that is said once a module. */
function reportRemoteModules(
  remote: JsonObject,
  at: (...path: string[]) => Location,
  report: (unknown: KnownUnknown) => void,
): void {
  const modules = new Map<string, string>();
  for (const url of Object.keys(remote)) {
    const shown = withoutCredentials(url);
    const name =
      /^https?:\/\/([^?#]*?@v?\d[^/?#]*)(?:\/|$)/.exec(shown.slice(0, 512))?.[1] ??
      /^https?:\/\/([^/?#]+)/.exec(shown)?.[1] ??
      'a URL';
    if (!modules.has(name)) modules.set(name, url);
  }
  for (const [name, url] of [...modules].slice(0, REPORTED_MODULES)) {
    report({
      reason: 'no-package-data',
      message: `modules of ${name.replace(/^[^/@]*@([^/]*\/)/, '$1')} are imported by URL: no registry knows them, so nothing can be matched`,
      location: at('remote', url),
      losesComponents: true,
    });
  }
  if (modules.size > REPORTED_MODULES) {
    report({
      reason: 'no-package-data',
      message: `modules of ${modules.size - REPORTED_MODULES} more places are imported by URL`,
      location: at('remote'),
      losesComponents: true,
    });
  }
}
