/** `<program>.deps.json`: what a built .NET program loads. The program itself is the root. */
import type { Extract } from '@theriac/core';
import { asObject, asString, get, type JsonObject, readJson } from '@theriac/read/json';
import { baseName } from '../../target/paths.ts';
import { checkShape, type Shape } from '../shared/json-shape.ts';
import { base64Hash } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { NugetGraph, splitLibrary } from './nuget-graph.ts';

/** Kinds of files that a library brings to the program; `_._` marks a framework for which it brings none. */
const ASSETS = ['runtime', 'runtimeTargets', 'native', 'resources'] as const;

const FILES = Object.fromEntries(ASSETS.map((kind) => [kind, 'object'] as const));
const SHAPE: Shape = {
  fields: {
    libraries: { mapOf: { fields: { type: 'text' } } },
    targets: { mapOf: { mapOf: { fields: { ...FILES, dependencies: 'object' } } } },
  },
};

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'nuget');
  const document = readJson(file, root.report);
  const top = asObject(document.value);
  const libraries = asObject(get(top, 'libraries'));
  const targets = asObject(get(top, 'targets'));
  const names = Object.keys(libraries);
  if (names.length === 0 && Object.keys(targets).length === 0) {
    root.unknown('no-package-data', 'neither libraries nor targets are given', 1, true);
  }
  checkShape(document, file.path, SHAPE, root.report);
  const program = baseName(file.path).replace(/\.deps\.json$/i, '');
  const projects = names.filter((n) => asString(get(asObject(get(libraries, n)), 'type')) === 'project');
  const self =
    projects.find((n) => splitLibrary(n)?.name.toLowerCase() === program.toLowerCase()) ??
    (projects.length === 1 ? projects[0] : undefined);
  const graph = new NugetGraph(root);
  graph.startFramework();
  const references = referencesOnly(names, libraries, targets);
  for (const library of names) {
    if (library === self || references.has(library)) continue;
    const identity = splitLibrary(library);
    const line = document.line('libraries', library);
    if (identity === null) {
      root.unknown('no-package-data', 'a library has no version', line, true, { package: library });
      continue;
    }
    const entry = asObject(get(libraries, library));
    const type = asString(get(entry, 'type')) ?? 'package';
    const firstParty = type === 'project';
    const sum = asString(get(entry, 'sha512')) ?? '';
    const hash = base64Hash('sha512', sum.replace(/^sha512-/, ''));
    graph.add({
      // `runtimepack.<package>` is how a self-contained program lists its runtime.
      name: type === 'runtimepack' ? identity.name.replace(/^runtimepack\./, '') : identity.name,
      version: identity.version,
      location: line === undefined ? { path: file.path } : { path: file.path, line },
      origin: firstParty ? { kind: 'workspace', path: identity.name } : { kind: 'registry' },
      ...(firstParty ? { firstParty: true } : {}),
      ...(hash === undefined ? {} : { hashes: [hash] }),
    });
  }
  for (const target of Object.keys(targets)) {
    const entries = asObject(get(targets, target));
    for (const library of Object.keys(entries)) edges(library, asObject(get(entries, library)), target);
  }
  if (!root.hasWanted) root.markTopLevel(() => 'production');
  const own = self === undefined ? null : splitLibrary(self);
  return root.build(own ?? {});

  function edges(library: string, entry: JsonObject, target: string): void {
    if (references.has(library)) return;
    const needs = shippedNeeds(entry, asObject(get(targets, target)), references);
    const line = document.line('targets', target, library);
    const from = graph.keyOf(splitLibrary(library)?.name ?? library);
    for (const need of needs) {
      if (library !== self) {
        if (from !== undefined) graph.link(from, need, line);
        continue;
      }
      const key = graph.keyOf(need) ?? graph.keyOf(need.replace(/^runtimepack\./, ''));
      if (key !== undefined)
        root.want(key, 'production', asString(get(asObject(get(entry, 'dependencies')), need)));
      else {
        root.unknown('dangling-edge', `${need} is required but missing from the file`, line, true, {
          package: need,
        });
      }
    }
  }
};

/**
 * Packages of which nothing is delivered: reference assemblies whose code is part of the runtime, and packages that
 * only lead to others (`NETStandard.Library`).
 */
function referencesOnly(
  names: readonly string[],
  libraries: JsonObject,
  targets: JsonObject,
): ReadonlySet<string> {
  const entries = Object.values(targets).map(asObject);
  return new Set(
    names.filter((name) => {
      if ((asString(get(asObject(get(libraries, name)), 'type')) ?? 'package') !== 'package') return false;
      const uses = entries
        .filter((entry) => Object.hasOwn(entry, name))
        .map((entry) => asObject(get(entry, name)));
      const files = uses.flatMap((use) => ASSETS.flatMap((kind) => Object.keys(asObject(get(use, kind)))));
      return uses.length > 0 && files.every((path) => path.endsWith('/_._'));
    }),
  );
}

/** Names of what a library needs, with what packages lead to of which nothing is delivered. */
function shippedNeeds(entry: JsonObject, target: JsonObject, references: ReadonlySet<string>): string[] {
  const byName = new Map(
    [...references].flatMap((library) => {
      const name = splitLibrary(library)?.name.toLowerCase();
      return name === undefined || !Object.hasOwn(target, library)
        ? []
        : [[name, asObject(get(target, library))] as const];
    }),
  );
  const needs = new Set<string>();
  const seen = new Set<JsonObject>();
  const open = [entry];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const need of Object.keys(asObject(get(at, 'dependencies')))) {
      const through = byName.get(need.toLowerCase());
      if (through === undefined) needs.add(need);
      else open.push(through);
    }
  }
  return [...needs].sort();
}
