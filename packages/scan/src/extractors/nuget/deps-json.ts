/** `<program>.deps.json`: what a built .NET program loads. The program itself is the root. */
import type { Extract } from '@theriac/core';
import { asObject, asString, get, type JsonObject, readJson } from '@theriac/read/json';
import { baseName } from '../../target/paths.ts';
import { base64Hash } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { NugetGraph, splitLibrary } from './nuget-graph.ts';

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
  const program = baseName(file.path).replace(/\.deps\.json$/i, '');
  const projects = names.filter((n) => asString(get(asObject(get(libraries, n)), 'type')) === 'project');
  const self =
    projects.find((n) => splitLibrary(n)?.name.toLowerCase() === program.toLowerCase()) ??
    (projects.length === 1 ? projects[0] : undefined);
  const graph = new NugetGraph(root);
  graph.startFramework();
  for (const library of names) {
    if (library === self) continue;
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
    const needs = Object.keys(asObject(get(entry, 'dependencies')));
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
