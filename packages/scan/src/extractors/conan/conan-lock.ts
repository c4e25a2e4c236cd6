/** `conan.lock`: a graph (Conan 1, `graph_lock`) or lists of references (Conan 2). */
import type { Extract, Scope } from '@theriac/core';
import {
  asArray,
  asObject,
  asString,
  get,
  type JsonDocument,
  type JsonObject,
  readJson,
} from '@theriac/read/json';
import { checkShape } from '../shared/json-shape.ts';
import { RootBuilder } from '../shared/root-builder.ts';

/** Lists of Conan 2, and when their packages are needed. */
const LISTS: readonly (readonly [list: string, scope: Scope])[] = [
  ['requires', 'production'],
  ['build_requires', 'build'],
  ['python_requires', 'build'],
  ['config_requires', 'build'],
];

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'conan');
  const document = readJson(file, root.report, { levels: 4 });
  const top = asObject(document.value);
  if (Object.keys(top).length === 0) root.emptyFile();
  const lists = Object.fromEntries(LISTS.map(([list]) => [list, 'list'] as const));
  checkShape(document, file.path, { fields: { ...lists, graph_lock: 'object' } }, root.report);
  const graph = asObject(get(top, 'graph_lock'));
  if (get(top, 'graph_lock') !== undefined) readGraph(root, graph, document);
  else if (LISTS.some(([list]) => get(top, list) !== undefined)) readLists(root, top, document);
  else if (Object.keys(top).length > 0)
    root.unknown('no-package-data', 'there is neither a graph nor a list of requirements', 1, true);
  return root.build();
};

function readGraph(root: RootBuilder, graph: JsonObject, document: JsonDocument): void {
  const nodes = Object.entries(asObject(get(graph, 'nodes')));
  const keys = new Map<string, string>();
  const own = new Set<string>();
  for (const [id, value] of nodes) {
    const node = asObject(value);
    // The consumer itself has a path to its conanfile, and often no reference.
    if (get(node, 'path') !== undefined || (id === '0' && get(node, 'package_id') === undefined)) {
      own.add(id);
      continue;
    }
    // Lockfiles up to 0.3 call the reference `pref`.
    const line = document.line('graph_lock', 'nodes', id);
    const key = add(root, asString(get(node, 'ref')) ?? asString(get(node, 'pref')) ?? '', line);
    if (key !== undefined) keys.set(id, key);
  }
  for (const [id, value] of nodes) {
    const node = asObject(value);
    const from = keys.get(id);
    for (const [list, scope] of [
      ['requires', 'production'],
      ['build_requires', 'build'],
    ] as const) {
      for (const to of idsOf(get(node, list))) {
        const key = keys.get(to);
        if (key === undefined) continue;
        if (own.has(id)) root.want(key, scope);
        else if (from !== undefined) root.link(from, key, scope === 'production');
      }
    }
  }
  if (!root.hasWanted) root.markTopLevel(() => 'production');
}

/** Lists of ids; the oldest lockfiles have mappings from references to ids. */
function idsOf(value: JsonObject[string] | undefined): string[] {
  const list = Array.isArray(value) ? value : Object.values(asObject(value));
  return list.flatMap((id) => asString(id) ?? []);
}

function readLists(root: RootBuilder, top: JsonObject, document: JsonDocument): void {
  for (const [list, scope] of LISTS) {
    for (const [i, item] of asArray(get(top, list)).entries()) {
      const line = document.line(list, i);
      const key = add(root, asString(item) ?? '', line);
      // The lists are flat: what asks for what is not in them.
      if (key !== undefined) root.want(key, scope);
    }
  }
}

/** `name/version@user/channel#revision:package%time` */
function add(root: RootBuilder, reference: string, line: number | undefined): string | undefined {
  const parts = /^([^/@#:%\s]+)\/([^@#:%\s]+)(?:@([^/#:%\s]+)\/([^#:%\s]+))?/.exec(reference);
  const [, name, version, user, channel] = parts ?? [];
  if (name === undefined || version === undefined) {
    root.unknown('no-package-data', 'a node has no reference with name and version', line, true);
    return undefined;
  }
  return root.add({
    name,
    version,
    location: line === undefined ? { path: root.path } : { path: root.path, line },
    ...(user === undefined || channel === undefined ? {} : { qualifiers: { user, channel } }),
  });
}
