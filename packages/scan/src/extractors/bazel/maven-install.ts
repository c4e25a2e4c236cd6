/**
 * `maven_install.json` of rules_jvm_external: every artifact with its hash. Version 2 and 3 have `artifacts` and
 * `dependencies` by `group:artifact`; the first version has a list under `dependency_tree`.
 */
import type { Extract } from '@theriac/core';
import {
  asArray,
  asObject,
  asString,
  get,
  type JsonDocument,
  type JsonObject,
  readJson,
} from '@theriac/read/json';
import { parseCoordinates } from '../maven/gradle-coordinates.ts';
import { checkShape, type Shape } from '../shared/json-shape.ts';
import { distinctHashes, hexHash } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';

const SHAPE: Shape = {
  fields: { artifacts: { mapOf: 'object' }, dependencies: { mapOf: { listOf: 'text' } } },
  required: ['artifacts'],
};

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'maven');
  const document = readJson(file, root.report);
  const top = asObject(document.value);
  const tree = get(top, 'dependency_tree');
  const version = get(top, 'version');
  if (tree !== undefined) readTree(root, document, asObject(tree));
  else {
    if (version !== undefined && ![2, 3].includes(Number(version)))
      root.unknown('unsupported-version', 'only versions 1 to 3 are known', document.line('version'), true);
    readArtifacts(root, document, top);
  }
  return root.build();
};

function readArtifacts(root: RootBuilder, document: JsonDocument, top: JsonObject): void {
  checkShape(document, root.path, SHAPE, root.report);
  const artifacts = get(top, 'artifacts');
  const keys = new Map<string, string>();
  for (const [id, value] of Object.entries(asObject(artifacts))) {
    const line = document.line('artifacts', id);
    const found = nameOf(id);
    const exact = asString(get(asObject(value), 'version'));
    if (found === null) {
      root.unknown('unparseable', 'no valid name of an artifact', line, true);
      continue;
    }
    if (exact === undefined) root.unresolved(found.name, '', line);
    const sums = asObject(get(asObject(value), 'shasums'));
    keys.set(
      id,
      root.add({
        name: found.name,
        version: exact ?? null,
        location: line === undefined ? { path: root.path } : { path: root.path, line },
        origin: { kind: 'registry' },
        hashes: distinctHashes([hexHash('sha256', asString(get(sums, 'jar')) ?? '')]),
        ...(found.type === undefined ? {} : { qualifiers: { type: found.type } }),
      }),
    );
  }
  for (const [id, needs] of Object.entries(asObject(get(top, 'dependencies')))) {
    const from = keys.get(id);
    for (const need of asArray(needs)) {
      const to = keys.get(asString(need) ?? '');
      if (from !== undefined && to !== undefined) root.link(from, to);
      else
        root.unknown(
          'dangling-edge',
          `a dependency of ${id.slice(0, 200)} is missing from the file`,
          document.line('dependencies', id),
          true,
        );
    }
  }
  root.markTopLevel(() => 'production');
}

/** `group:artifact`, `group:artifact:aar`, `group:artifact:jar:classifier`. */
function nameOf(id: string): { name: string; type?: string } | null {
  const [group = '', artifact = '', type] = id.split(':');
  if (!/^[\w.-]+$/.test(group) || !/^[\w.-]+$/.test(artifact)) return null;
  return { name: `${group}:${artifact}`, ...(type === undefined || type === 'jar' ? {} : { type }) };
}

function readTree(root: RootBuilder, document: JsonDocument, tree: JsonObject): void {
  const list = get(tree, 'dependencies');
  if (!Array.isArray(list))
    root.unknown(
      'no-package-data',
      'there is no list dependencies in the file',
      document.line('dependency_tree'),
      true,
    );
  const keys = new Map<string, string>();
  const needs: (readonly [key: string, coordinates: readonly string[], line: number | undefined])[] = [];
  for (const [at, item] of asArray(list).entries()) {
    const line = document.line('dependency_tree', 'dependencies', at);
    const entry = asObject(item);
    const coordinates = asString(get(entry, 'coord')) ?? '';
    // `group:artifact:version` or `group:artifact:type:classifier:version`.
    const parts = coordinates.split(':');
    const found = parseCoordinates(parts.slice(0, 2).join(':'));
    const version = parts.length > 2 ? parts.at(-1) : undefined;
    if (found === null) {
      root.unknown('unparseable', 'no valid coordinates', line, true);
      continue;
    }
    // Sources are listed beside what they are the sources of.
    if (parts.includes('sources') || parts.includes('javadoc')) continue;
    if (version === undefined) root.unresolved(found.name, '', line);
    const key = root.add({
      name: found.name,
      version: version ?? null,
      location: line === undefined ? { path: root.path } : { path: root.path, line },
      origin: { kind: 'registry' },
      hashes: distinctHashes([hexHash('sha256', asString(get(entry, 'sha256')) ?? '')]),
    });
    keys.set(coordinates, key);
    needs.push([key, asArray(get(entry, 'directDependencies')).flatMap((d) => asString(d) ?? []), line]);
  }
  for (const [from, coordinates, line] of needs) {
    for (const wanted of coordinates) {
      const to = keys.get(wanted);
      if (to !== undefined) root.link(from, to);
      else root.unknown('dangling-edge', `${wanted.slice(0, 200)} is missing from the file`, line, true);
    }
  }
  root.markTopLevel(() => 'production');
}
