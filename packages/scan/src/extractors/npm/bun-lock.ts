/**
 * bun.lock (Bun's text lockfile, versions 0 and 1): JSON with comments and trailing commas. `packages` maps a path
 * of names (`eslint/ajv` is the ajv inside eslint) to a tuple that starts with `name@resolution`.
 */
import {
  type Extract,
  type KnownUnknown,
  type Location,
  type Origin,
  TheriacError,
  withoutCredentials,
} from '@theriac/core';
import { asArray, asObject, asString, get, type JsonObject, readJson } from '@theriac/read/json';
import { folderOf, inFolder, normalizePath } from '../../target/paths.ts';
import { aliased, type LockAsk, type LockMember, type LockNode, rootsOf } from '../shared/lock-graph.ts';
import { bunFacts } from './bun-facts.ts';
import { danglingEdges } from './dangling-edges.ts';
import { asksOf } from './manifest.ts';
import { packageNode } from './package-node.ts';
import { exactVersion, hashesOf, originOf } from './package-source.ts';

const NEWEST_VERSION = 1;
/** Names in one path of `packages`. */
const MAX_NESTING = 100;

export const extract: Extract = (file, context) => {
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const document = readJson(file, report, { comments: true });
  const top = asObject(document.value);
  if (top !== document.value) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a bun.lock: no object at the top', {
      path: file.path,
      line: 1,
    });
  }
  const at = (...path: string[]): Location => {
    const line = document.line(...path);
    return line === undefined ? { path: file.path } : { path: file.path, line };
  };
  const version = get(top, 'lockfileVersion');
  if (typeof version === 'number' && version > NEWEST_VERSION) {
    report({
      reason: 'unsupported-version',
      message: `lockfile version ${version} is newer than ${NEWEST_VERSION}; it was read as version ${NEWEST_VERSION}`,
      location: at('lockfileVersion'),
      losesComponents: true,
    });
  }
  const workspaces = asObject(get(top, 'workspaces'));
  const nodes = new Map<string, LockNode>();
  const needs = new Map<LockNode, { names: string[]; fields: JsonObject }>();
  const projectNodes = new Map<string, LockNode>();
  for (const [key, value] of Object.entries(asObject(get(top, 'packages')))) {
    const location = at('packages', key);
    const tuple = asArray(value);
    const locator = asString(tuple[0]);
    const names = namesOf(key);
    const split = locator?.indexOf('@', 1) ?? -1;
    if (locator === undefined || split < 0 || names === null) {
      report({
        reason: 'unparseable',
        message: `the entry ${JSON.stringify(withoutCredentials(key).slice(0, 120))} could not be parsed`,
        location,
        losesComponents: true,
      });
      continue;
    }
    const name = locator.slice(0, split);
    const resolution = locator.slice(split + 1);
    if (resolution.startsWith('root:')) continue;
    const fields = asObject(
      tuple.find((item) => typeof item === 'object' && item !== null && !Array.isArray(item)),
    );
    const folder = resolution.startsWith('workspace:') ? resolution.slice('workspace:'.length) : null;
    const project = folder === null ? null : asObject(get(workspaces, folder));
    const integrity = tuple.findLast((item) => typeof item === 'string' && /^sha\d+-/.test(item));
    const exact = exactVersion(resolution);
    const node = packageNode(
      {
        id: key,
        name,
        version: project === null ? (exact ?? undefined) : asString(get(project, 'version')),
        location,
        origin: originOfEntry(resolution, folder, exact !== null),
        hashes: hashesOf(asString(integrity) ?? ''),
        firstParty: folder !== null,
      },
      report,
    );
    if (node === null) continue;
    nodes.set(key, node);
    needs.set(node, { names, fields: project ?? fields });
    if (folder !== null) projectNodes.set(folder, node);
  }
  const resolve = (names: readonly string[], name: string): LockNode | undefined => {
    for (let depth = names.length; depth >= 0; depth -= 1) {
      const found = nodes.get([...names.slice(0, depth), name].join('/'));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const dangling = danglingEdges(report);
  for (const [node, { names, fields }] of needs) {
    for (const [name, ask] of asksOf(fields)) {
      if (ask.section === 'devDependencies') continue;
      const to = resolve(names, name);
      if (to !== undefined) {
        const range = withoutCredentials(ask.range);
        node.edges.push({ to, optional: ask.scope === 'optional', range, ...aliased(name, to) });
      } else if (!ask.mayBeAbsent) dangling.add(node.draft.name, name, ask.range, node.draft.location);
    }
  }
  dangling.finish();

  const folder = folderOf(file.path);
  const members: LockMember[] = [];
  for (const [path, value] of Object.entries(workspaces).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const project = asObject(value);
    const name = asString(get(project, 'name'));
    const projectVersion = asString(get(project, 'version'));
    const asks: LockAsk[] = [];
    for (const [wanted, ask] of asksOf(project)) {
      const to = resolve(path === '' || name === undefined ? [] : [name], wanted);
      const requested = withoutCredentials(catalogRange(top, wanted, ask.range));
      if (to !== undefined)
        asks.push({ to, scope: ask.scope, requested, group: ask.section, ...aliased(wanted, to) });
      else if (!ask.mayBeAbsent) {
        report({
          reason: 'dangling-edge',
          message: `${wanted} is required but missing from the lockfile`,
          location: at('workspaces', path, ask.section),
          package: wanted,
          range: requested,
          losesComponents: true,
        });
      }
    }
    const clean = normalizePath(path);
    if (clean === null) continue;
    const manifest = inFolder(folder, inFolder(clean, 'package.json'));
    members.push({
      path: path === '' && !context.exists(manifest) ? file.path : manifest,
      ...(name === undefined ? {} : { name }),
      ...(projectVersion === undefined ? {} : { version: projectVersion }),
      asks,
    });
  }
  if (members.length === 0) members.push({ path: file.path, asks: [] });
  return {
    roots: rootsOf('npm', dedupe(members), [...nodes.values()], file.path, report),
    unknowns,
    lockfile: () => bunFacts(top, document),
  };
};

/** Two spellings of one folder would be two roots of one name. */
function dedupe(members: readonly LockMember[]): LockMember[] {
  return [...new Map(members.map((member) => [member.path, member])).values()];
}

/** `@s/a/b` → `@s/a`, `b`; null when nested beyond reason. */
function namesOf(key: string): string[] | null {
  const names: string[] = [];
  const parts = key.split('/', 2 * MAX_NESTING + 2);
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    if (part.startsWith('@') && at + 1 < parts.length) {
      at += 1;
      names.push(`${part}/${parts[at] ?? ''}`);
    } else names.push(part);
  }
  return names.length > MAX_NESTING ? null : names;
}

function originOfEntry(resolution: string, folder: string | null, registry: boolean): Origin {
  if (folder !== null) return { kind: 'workspace', path: folder };
  if (registry) return { kind: 'registry' };
  return originOf(resolution) ?? { kind: 'registry' };
}

function catalogRange(top: JsonObject, name: string, range: string): string {
  if (!range.startsWith('catalog:')) return range;
  const named = range.slice('catalog:'.length);
  const catalog = named === '' ? get(top, 'catalog') : get(asObject(get(top, 'catalogs')), named);
  return asString(get(asObject(catalog), name)) ?? range;
}
