/**
 * `vcpkg.json` (https://learn.microsoft.com/vcpkg/reference/vcpkg-json): names, and versions only where they are
 * overridden; all others follow from the baseline of the registry, which is not in the repository.
 */
import type { Extract } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonValue, readJson } from '@theriac/read/json';
import { checkShape, type Shape } from '../shared/json-shape.ts';
import { RootBuilder } from '../shared/root-builder.ts';

const SHAPE: Shape = { fields: { dependencies: 'list', overrides: { listOf: 'object' } } };

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'vcpkg');
  const document = readJson(file, root.report, { comments: true });
  const top = asObject(document.value);
  checkShape(document, file.path, SHAPE, root.report);
  const exact = new Map(
    asArray(get(top, 'overrides')).flatMap((item) => {
      const [name, version] = [asString(get(asObject(item), 'name')), versionOf(item)];
      return name === undefined || version === undefined ? [] : [[name, version] as const];
    }),
  );
  for (const [i, item] of asArray(get(top, 'dependencies')).entries()) {
    const line = document.line('dependencies', i);
    const name = asString(item) ?? asString(get(asObject(item), 'name'));
    if (name === undefined) {
      root.unknown('no-package-data', 'a dependency has no name', line, true);
      continue;
    }
    const least = asString(get(asObject(item), 'version>='));
    const version = exact.get(name) ?? null;
    const range = least === undefined ? '' : `>=${least}`;
    if (version === null) root.unresolved(name, range, line);
    const key = root.add({
      name,
      version,
      location: line === undefined ? { path: file.path } : { path: file.path, line },
      ...(range === '' ? {} : { requested: range }),
    });
    root.want(key, get(asObject(item), 'host') === true ? 'build' : 'production');
  }
  if (root.hasWanted) root.transitivesUnknown('scan the vcpkg_installed folder of a build');
  const [name, version] = [asString(get(top, 'name')), versionOf(top)];
  return root.build({
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  });
};

const VERSION_KEYS = ['version', 'version-semver', 'version-date', 'version-string'];

function versionOf(item: JsonValue): string | undefined {
  return VERSION_KEYS.map((key) => asString(get(asObject(item), key))).find((v) => v !== undefined);
}
