/**
 * FHIR packages (https://hl7.org/fhir/packages.html) share the name package.json with npm and nothing else: they come
 * from registries of their own and hold profiles, value sets and examples.
 */
import type { Extract } from '@theriac/core';
import { asObject, asString, get, readJson } from '@theriac/read/json';
import { mapOf, readYaml, scalarOf } from '@theriac/read/yaml';
import { checkShape } from '../shared/json-shape.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';

/** Keys that only FHIR's package manifests have. */
const KEYS = /"(?:fhirVersions|fhir-version-list|fhirVersion)"[ \t\n]{0,99}:/;
/** What a build server made last is another package every day. */
const MOVING = /^(?:current|dev|latest)(?:\$|$)|[x*]/;

/** @param text of a package.json */
export function isFhirPackage(text: string): boolean {
  return KEYS.test(text);
}

export const extract: Extract = async (file) => {
  const root = new RootBuilder(file.path, 'fhir');
  const add = (name: string, range: string, line: number | undefined): void => {
    const version = range === '' || MOVING.test(range) ? null : range;
    if (version === null) root.unresolved(name, range, line);
    const location = line === undefined ? { path: file.path } : { path: file.path, line };
    root.want(root.add({ name, version, location, origin: { kind: 'registry' } }), 'production', range);
  };
  if (!file.path.endsWith('.json')) {
    const [document] = await readYaml(file, root.report);
    const top = mapOf(document);
    for (const [name, node] of mapOf(top.get('dependencies')).entries)
      add(name, scalarOf(node) ?? scalarOf(mapOf(node).get('version')) ?? '', node.line);
    return root.build(
      naming(scalarOf(top.get('packageId')) ?? scalarOf(top.get('id')), scalarOf(top.get('version'))),
    );
  }
  if (!isFhirPackage(file.text())) return NOTHING;
  const document = readJson(file, root.report);
  const top = asObject(document.value);
  checkShape(document, file.path, { fields: { dependencies: 'object' } }, root.report);
  for (const [name, range] of Object.entries(asObject(get(top, 'dependencies')))) {
    const line = document.line('dependencies', name);
    if (typeof range === 'string') add(name, range, line);
    else root.unknown('unparseable', `the version of ${name.slice(0, 100)} is not a text`, line, true);
  }
  return root.build(naming(asString(get(top, 'name')), asString(get(top, 'version'))));
};

function naming(name: string | undefined, version: string | undefined): { name?: string; version?: string } {
  return { ...(name === undefined ? {} : { name }), ...(version === undefined ? {} : { version }) };
}
