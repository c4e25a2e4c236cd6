/** `build.gradle`, `build.gradle.kts` without a lockfile: the dependencies that are in them literally. */
import type { Extract } from '@theriac/core';
import { siblingOf } from '../../target/paths.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { scopeOfConfiguration } from './gradle-configuration.ts';
import { gradleVersion, parseCoordinates } from './gradle-coordinates.ts';
import { LOCK_GRADLE } from './gradle-locking.ts';
import { readGradleScript } from './gradle-script.ts';

export const extract: Extract = (file, context) => {
  const lock = siblingOf(file.path, ['gradle.lockfile'], context);
  const root = new RootBuilder(file.path, 'maven');
  const { dependencies, constraints } = readGradleScript(file.path, file.text(), context);
  let external = 0;
  for (const dependency of dependencies) {
    const { configuration, line } = dependency;
    const scope = scopeOfConfiguration(configuration);
    const location = { path: file.path, line };
    if (dependency.kind === 'computed') {
      const message = `${dependency.what} in ${configuration.slice(0, 60)}: only running the build would tell`;
      root.unknown('dynamic', message, line, true);
      continue;
    }
    if (dependency.kind === 'project') {
      const path = dependency.path.replace(/^:/, '').replaceAll(':', '/') || '.';
      root.add({
        key: `project ${path}`,
        // `project('')` and `project(':')` both mean the project at the root.
        name: dependency.path || ':',
        version: null,
        scope,
        direct: true,
        firstParty: true,
        location,
        origin: { kind: 'workspace', path },
      });
      continue;
    }
    const found = parseCoordinates(dependency.notation);
    if (found === null) {
      root.unknown('unparseable', 'no valid module notation', line, true);
      continue;
    }
    const range = found.range === '' ? (constraints.get(found.name) ?? '') : found.range.replace(/^\$$/, '');
    const version = gradleVersion(range);
    if (version === null) root.unresolved(found.name, range, line);
    const key = root.add({
      name: found.name,
      version,
      scope,
      ...(version === null ? { requested: range } : {}),
      location,
      origin: { kind: 'registry' },
      ...(Object.keys(found.qualifiers).length === 0 ? {} : { qualifiers: found.qualifiers }),
    });
    const { catalog } = dependency;
    root.want(key, scope, undefined, {
      manifest: catalog?.path ?? file.path,
      ...(catalog?.reference === undefined ? {} : { property: catalog.reference }),
    });
    external += 1;
  }
  if (lock !== undefined) return root.lockedIn(lock);
  if (external > 0) root.transitivesUnknown(LOCK_GRADLE);
  return root.build();
};
