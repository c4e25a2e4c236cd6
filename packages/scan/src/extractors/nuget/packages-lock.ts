/** `packages.lock.json`, versions 1 and 2 (central package management). */
import type { Extract } from '@theriac/core';
import { asObject, asString, get, type JsonObject, readJson } from '@theriac/read/json';
import { checkShape, type Shape } from '../shared/json-shape.ts';
import { base64Hash } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { nugetFacts } from './lock-facts.ts';
import { NugetGraph } from './nuget-graph.ts';
import { developmentPackages, TEST_SDK } from './project-file.ts';

const SHAPE: Shape = {
  fields: {
    dependencies: {
      mapOf: { mapOf: { fields: { type: 'text', resolved: 'text', dependencies: { mapOf: 'text' } } } },
    },
  },
  required: ['dependencies'],
};

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'nuget');
  const document = readJson(file, root.report);
  const top = asObject(document.value);
  const version = get(top, 'version');
  if (version !== 1 && version !== 2) {
    root.unknown('unsupported-version', 'only versions 1 and 2 are known', document.line('version'), true);
  }
  checkShape(document, file.path, SHAPE, root.report);
  const frameworks = asObject(get(top, 'dependencies'));
  const development = developmentPackages(file.path, context);
  const shipped = asksForTestSdk(frameworks) ? 'test' : 'production';
  const graph = new NugetGraph(root);
  for (const framework of Object.keys(frameworks)) {
    const packages = asObject(get(frameworks, framework));
    graph.startFramework();
    for (const name of Object.keys(packages)) {
      const entry = asObject(get(packages, name));
      const line = document.line('dependencies', framework, name);
      const type = asString(get(entry, 'type')) ?? '';
      const resolved = asString(get(entry, 'resolved')) ?? null;
      const isProject = type.toLowerCase() === 'project';
      if (resolved === null && !isProject) {
        root.unresolved(name, asString(get(entry, 'requested')) ?? '', line);
      }
      const hash = base64Hash('sha512', asString(get(entry, 'contentHash')) ?? '');
      const key = graph.add({
        name,
        version: resolved === '' ? null : resolved,
        location: line === undefined ? { path: file.path } : { path: file.path, line },
        origin: isProject ? { kind: 'workspace', path: name } : { kind: 'registry' },
        ...(isProject ? { firstParty: true } : {}),
        ...(hash === undefined ? {} : { hashes: [hash] }),
      });
      if (type.toLowerCase() === 'direct' || isProject) {
        const scope = development.has(name.toLowerCase()) ? 'development' : shipped;
        root.want(key, scope, asString(get(entry, 'requested')));
      }
    }
    for (const name of Object.keys(packages)) {
      const from = graph.keyOf(name);
      const needs = asObject(get(asObject(get(packages, name)), 'dependencies'));
      const line = document.line('dependencies', framework, name);
      for (const need of Object.keys(needs)) if (from !== undefined) graph.link(from, need, line);
    }
  }
  return { ...root.build(), lockfile: () => nugetFacts(top, document) };
};

function asksForTestSdk(frameworks: JsonObject): boolean {
  return Object.keys(frameworks).some((framework) => {
    const packages = asObject(get(frameworks, framework));
    return Object.keys(packages).some(
      (name) =>
        name.toLowerCase() === TEST_SDK &&
        asString(get(asObject(get(packages, name)), 'type'))?.toLowerCase() === 'direct',
    );
  });
}
