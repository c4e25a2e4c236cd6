/**
 * yarn.lock of Yarn 2 and later: YAML from descriptors (`name@npm:^1.0.0`) to locators (`name@npm:1.2.3`).
 * Workspaces are entries too, but their devDependencies are mixed with the others: the manifests tell them apart.
 */

import {
  type ExtractContext,
  type ExtractResult,
  type KnownUnknown,
  type Location,
  type Origin,
  type TargetFile,
  TheriacError,
  withoutCredentials,
  withoutEnd,
} from '@theriac/core';
import { asObject } from '@theriac/read/json';
import { mapOf, readYaml, scalarOf, YamlMap, type YamlNode } from '@theriac/read/yaml';
import { folderOf, inFolder } from '../../target/paths.ts';
import { aliased, type LockAsk, type LockMember, type LockNode, rootsOf } from '../shared/lock-graph.ts';
import { danglingEdges } from './dangling-edges.ts';
import { heldIn, markHeld, YARN_RESOLUTIONS } from './holds.ts';
import { manifestAt } from './manifest.ts';
import { packageNode } from './package-node.ts';
import { originOf } from './package-source.ts';
import { nameOfPattern, noManifest } from './yarn-classic.ts';
import { berryFacts } from './yarn-facts.ts';
import { lookUp } from './yarn-look-up.ts';

const NEWEST_METADATA = 10;

export async function extractYarnBerry(file: TargetFile, context: ExtractContext): Promise<ExtractResult> {
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const [document] = await readYaml(file, report);
  if (!(document?.value instanceof YamlMap)) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a yarn.lock: no mapping at the top', {
      path: file.path,
      line: 1,
    });
  }
  const entries = document.value;
  const metadata = Number(scalarOf(mapOf(entries.get('__metadata')).get('version')));
  if (metadata > NEWEST_METADATA) {
    report({
      reason: 'unsupported-version',
      message: `lockfile version ${metadata} is newer than ${NEWEST_METADATA}; it was read as version ${NEWEST_METADATA}`,
      location: { path: file.path, line: entries.get('__metadata')?.line ?? 1 },
      losesComponents: true,
    });
  }
  const nodes = new Map<LockNode, YamlMap>();
  const byDescriptor = new Map<string, LockNode>();
  const byName = new Map<string, Set<LockNode>>();
  const workspaces = new Map<string, LockNode>();
  const patches: [string, string, YamlNode][] = [];
  for (const [descriptors, entry] of entries.entries) {
    if (descriptors === '__metadata') continue;
    const fields = mapOf(entry);
    const locator = scalarOf(fields.get('resolution'));
    if (locator === undefined || !(entry.value instanceof YamlMap)) {
      report({
        reason: 'unparseable',
        message: `the entry ${JSON.stringify(withoutCredentials(descriptors).slice(0, 120))} has no resolution`,
        location: { path: file.path, line: entry.line },
        losesComponents: true,
      });
      continue;
    }
    const name = nameOfPattern(locator);
    const reference = locator.slice(name.length + 1);
    if (reference.startsWith('patch:')) {
      patches.push([descriptors, locator, entry]);
      continue;
    }
    const node = nodeOf(name, reference, locator, fields, { path: file.path, line: entry.line }, report);
    if (node === null) continue;
    nodes.set(node, fields);
    if (reference.startsWith('workspace:')) workspaces.set(folderOfReference(reference), node);
    register(descriptors, locator, node);
  }
  // A patched package is the package it patches: one component, found under both descriptors.
  for (const [descriptors, locator, entry] of patches) {
    const base = patched(locator);
    let node = base === null ? undefined : byDescriptor.get(base);
    if (node === undefined) {
      const name = nameOfPattern(locator);
      node =
        nodeOf(
          name,
          locator.slice(name.length + 1),
          locator,
          mapOf(entry),
          { path: file.path, line: entry.line },
          report,
        ) ?? undefined;
      if (node !== undefined) nodes.set(node, mapOf(entry));
    }
    if (node !== undefined) register(descriptors, locator, node);
  }
  function register(descriptors: string, locator: string, node: LockNode): void {
    for (const key of [...descriptors.split(/,\s*/), locator]) {
      if (!byDescriptor.has(key)) byDescriptor.set(key, node);
      const asked = nameOfPattern(key);
      const same = byName.get(asked);
      if (same === undefined) byName.set(asked, new Set([node]));
      else same.add(node);
    }
  }
  const top = folderOf(file.path);
  const topManifest = manifestAt(context, inFolder(top, 'package.json'));
  const find = lookUp({
    exact: (name, range) =>
      byDescriptor.get(`${name}@${range}`) ??
      byDescriptor.get(`${name}@npm:${range}`) ??
      (range.startsWith('workspace:')
        ? [...(byName.get(name) ?? [])].find((node) => node.draft.firstParty === true)
        : undefined),
    byName,
    top: topManifest,
  });

  const dangling = danglingEdges(report);
  const members: LockMember[] = [];
  const optionalNames = (fields: YamlMap): Set<string> =>
    new Set(
      [...mapOf(fields.get('dependenciesMeta')).entries]
        .filter(([, meta]) => scalarOf(mapOf(meta).get('optional')) === 'true')
        .map(([name]) => name),
    );
  for (const [node, fields] of nodes) {
    const optional = optionalNames(fields);
    const workspace = node.draft.origin?.kind === 'workspace' ? node.draft.origin.path : null;
    const manifestPath = workspace === null ? null : inFolder(top, inFolder(workspace, 'package.json'));
    const manifest = manifestPath === null ? null : manifestAt(context, manifestPath);
    const asks: LockAsk[] = [];
    const needed = fields.get('dependencies');
    if (needed !== undefined && !(needed.value instanceof YamlMap))
      report({
        reason: 'unparseable',
        message: `"dependencies" of ${node.draft.name} is not a mapping`,
        location: { path: file.path, line: needed.line },
        losesComponents: true,
      });
    for (const [name, value] of mapOf(needed).entries) {
      const range = scalarOf(value) ?? '';
      const { to, isMissing } = find(name, range);
      const ask = manifest?.asks.get(name);
      if (isMissing && !optional.has(name))
        dangling.add(node.draft.name, name, range, { path: file.path, line: value.line });
      if (to === undefined) continue;
      const scope = ask?.scope ?? (optional.has(name) ? 'optional' : 'production');
      asks.push({
        to,
        scope,
        requested: withoutCredentials(ask?.range ?? range),
        ...(ask === undefined ? {} : { group: ask.section }),
        ...aliased(name, to),
      });
      if (scope !== 'development') {
        const asked = withoutCredentials(range.replace(/^npm:/, ''));
        node.edges.push({ to, optional: scope === 'optional', range: asked, ...aliased(name, to) });
      }
    }
    if (workspace === null || manifestPath === null) continue;
    const { name, version } = node.draft;
    members.push({
      path: workspace === '' && manifest === null ? file.path : manifestPath,
      name,
      ...(version === null ? {} : { version }),
      ...(manifest?.version === undefined ? {} : { version: manifest.version }),
      asks,
    });
    if (manifest === null && asks.length > 0) {
      report({
        reason: 'unresolved-parent',
        message: `no readable package.json for the workspace ${name}: its development dependencies could not be distinguished from the others`,
        location: node.draft.location,
        package: name,
        losesComponents: false,
      });
    }
  }
  dangling.finish();
  members.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const first = members.findIndex((member) => folderOf(member.path) === top);
  if (first > 0) members.unshift(...members.splice(first, 1));
  if (members.length === 0) {
    members.push({ path: file.path, asks: [] });
    if (nodes.size > 0) report(noManifest(file.path));
  }
  // Yarn writes an entry for the project itself, whatever it needs.
  if (nodes.size > 0 && workspaces.size === 0)
    report({
      reason: 'no-package-data',
      message: 'there is no entry for the project itself: the lockfile was cut off',
      location: { path: file.path },
      losesComponents: true,
    });
  if (topManifest !== null)
    markHeld(nodes.keys(), heldIn(asObject(topManifest.document.value), YARN_RESOLUTIONS, topManifest.path));
  return {
    roots: rootsOf('npm', members, [...nodes.keys()], file.path, report),
    unknowns,
    lockfile: () => berryFacts(entries),
  };
}

function nodeOf(
  name: string,
  reference: string,
  locator: string,
  fields: YamlMap,
  location: Location,
  report: (unknown: KnownUnknown) => void,
): LockNode | null {
  const workspace = reference.startsWith('workspace:');
  const written = scalarOf(fields.get('version'));
  // `checksum` is that of Yarn's own zip file, not of what the registry serves, so it is not a hash of the package.
  const origin: Origin = workspace
    ? { kind: 'workspace', path: folderOfReference(reference) }
    : reference.startsWith('npm:')
      ? { kind: 'registry' }
      : (originOf(withoutBindings(reference)) ?? { kind: 'registry' });
  return packageNode(
    {
      id: withoutCredentials(locator),
      name,
      // What Yarn writes for every workspace, whatever its manifest says.
      version: workspace && written?.startsWith('0.0.0-use.local') === true ? undefined : written,
      location,
      origin,
      firstParty: workspace,
      // Without a manifest that says more: what has conditions is installed on some platforms only.
      unreachedScope: fields.get('conditions') === undefined ? 'production' : 'optional',
    },
    report,
  );
}

/** `file:./a#./a::hash=…&locator=…` → `file:./a`; of URLs the part after `#` names the commit and stays. */
function withoutBindings(reference: string): string {
  const bare = reference.replace(/::.*$/s, '');
  return /^(?:file|portal|link):/.test(bare) ? bare.replace(/#.*$/s, '') : bare;
}

/** `workspace:packages/a` → `packages/a`; `workspace:.` → the empty string. */
function folderOfReference(reference: string): string {
  const path = withoutEnd(reference.slice('workspace:'.length).replace(/^\.\//, ''), '/');
  return path === '.' ? '' : path;
}

/** `a@patch:a@npm%3A1.0.0#…` → `a@npm:1.0.0`. */
function patched(locator: string): string | null {
  const inner = /@patch:([^#]+)/.exec(locator)?.[1];
  if (inner === undefined) return null;
  try {
    const base = decodeURIComponent(inner);
    const name = nameOfPattern(base);
    // Yarn 2 leaves the protocol out where it is the default one.
    return base.slice(name.length + 1).includes(':') ? base : `${name}@npm:${base.slice(name.length + 1)}`;
  } catch {
    return null;
  }
}
