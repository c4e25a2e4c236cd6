/** `obj/project.assets.json` (version 3): what a restore settled on, for every target framework. */
import type { Extract, Scope } from '@theriac/core';
import { asObject, asString, get, readJson } from '@theriac/read/json';
import { beside } from '../../target/paths.ts';
import { checkShape, type Shape } from '../shared/json-shape.ts';
import { base64Hash } from '../shared/origin.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { NugetGraph, splitLibrary } from './nuget-graph.ts';
import { TEST_SDK } from './project-file.ts';

const SHAPE: Shape = {
  fields: {
    libraries: { mapOf: 'object' },
    targets: { mapOf: { mapOf: { fields: { type: 'text', dependencies: 'object' } } } },
  },
  required: ['libraries', 'targets'],
};

export const extract: Extract = (file, context) => {
  // The lockfile of the same project says the same and is meant to be kept.
  if (context.exists(beside(file.path, '../packages.lock.json'))) return NOTHING;
  const root = new RootBuilder(file.path, 'nuget');
  const document = readJson(file, root.report);
  const top = asObject(document.value);
  if (get(top, 'version') !== 3 && get(top, 'version') !== 2) {
    root.unknown('unsupported-version', 'only versions 2 and 3 are known', document.line('version'), true);
  }
  checkShape(document, file.path, SHAPE, root.report);
  const libraries = asObject(get(top, 'libraries'));
  const targets = asObject(get(top, 'targets'));
  const graph = new NugetGraph(root);
  const wanted = wantedPackages();
  const shipped: Scope = wanted.has(TEST_SDK) ? 'test' : 'production';
  for (const target of Object.keys(targets)) {
    const entries = asObject(get(targets, target));
    graph.startFramework();
    for (const library of Object.keys(entries)) {
      const identity = splitLibrary(library);
      const line = document.line('libraries', library) ?? document.line('targets', target, library);
      if (identity === null) {
        root.unknown('no-package-data', 'a library has no version', line, true, { package: library });
        continue;
      }
      const firstParty = asString(get(asObject(get(entries, library)), 'type')) === 'project';
      const entry = asObject(get(libraries, library));
      const hash = base64Hash('sha512', asString(get(entry, 'sha512')) ?? '');
      const key = graph.add({
        ...identity,
        location: line === undefined ? { path: file.path } : { path: file.path, line },
        origin: firstParty
          ? { kind: 'workspace', path: asString(get(entry, 'path')) ?? identity.name }
          : { kind: 'registry' },
        ...(firstParty ? { firstParty: true } : {}),
        ...(hash === undefined ? {} : { hashes: [hash] }),
      });
      const want = wanted.get(identity.name.toLowerCase());
      if (want !== undefined) {
        root.want(key, want.scope === 'production' ? shipped : want.scope, want.requested);
      } else if (firstParty) root.want(key, shipped);
    }
    for (const library of Object.keys(entries)) {
      const from = graph.keyOf(splitLibrary(library)?.name ?? '');
      const needs = asObject(get(asObject(get(entries, library)), 'dependencies'));
      const line = document.line('targets', target, library);
      for (const need of Object.keys(needs)) if (from !== undefined) graph.link(from, need, line);
    }
  }
  if (!root.hasWanted) root.markTopLevel(() => shipped);
  const project = asObject(get(top, 'project'));
  const name = asString(get(asObject(get(project, 'restore')), 'projectName'));
  const version = asString(get(project, 'version'));
  return root.build({ ...(name ? { name } : {}), ...(version ? { version } : {}) });

  /** `suppressParent: All` is how a restore writes `PrivateAssets="all"`. */
  function wantedPackages(): Map<string, { scope: Scope; requested: string | undefined }> {
    const found = new Map<string, { scope: Scope; requested: string | undefined }>();
    const frameworks = asObject(get(asObject(get(top, 'project')), 'frameworks'));
    for (const framework of Object.keys(frameworks)) {
      const dependencies = asObject(get(asObject(get(frameworks, framework)), 'dependencies'));
      for (const dependency of Object.keys(dependencies)) {
        const entry = asObject(get(dependencies, dependency));
        const auto = get(entry, 'autoReferenced') === true;
        const isPrivate = asString(get(entry, 'suppressParent'))?.toLowerCase() === 'all' && !auto;
        const scope = isPrivate ? 'development' : 'production';
        const known = found.get(dependency.toLowerCase());
        if (known?.scope === 'production') continue;
        found.set(dependency.toLowerCase(), { scope, requested: asString(get(entry, 'version')) });
      }
    }
    return found;
  }
};
