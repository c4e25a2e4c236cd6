/**
 * `gradle.lockfile`, `buildscript-gradle.lockfile`, `settings-gradle.lockfile` and the older
 * `gradle/dependency-locks/<configuration>.lockfile`. They hold no edges.
 * https://docs.gradle.org/current/userguide/dependency_locking.html
 */
import type { Extract } from '@theriac/core';
import { baseName, beside, folderOf } from '../../target/paths.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { GRADLE_BUILDSCRIPT, GRADLE_KOTLIN } from './fix-recipes.ts';
import { strongestScope } from './gradle-configuration.ts';
import { parseCoordinates } from './gradle-coordinates.ts';
import { directNames } from './gradle-script.ts';

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'maven');
  const base = baseName(file.path);
  const older = folderOf(file.path).endsWith('gradle/dependency-locks');
  const forBuild = base === 'buildscript-gradle.lockfile' || base === 'settings-gradle.lockfile';
  const project = older ? beside(file.path, '../../build.gradle') : beside(file.path, 'build.gradle');
  const direct = forBuild ? null : directNames(folderOf(project), context);
  let ended = older;
  for (const [index, raw] of file.text().split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const notation = equals < 0 ? line : line.slice(0, equals);
    // `empty=` lists the configurations without dependencies, and is the last line of every lockfile of this kind.
    if (notation === 'empty') {
      ended = true;
      continue;
    }
    const found = parseCoordinates(notation);
    if (found === null || found.range === '' || (equals < 0 && !older)) {
      root.unknown('unparseable', 'no valid lock entry', index + 1, true);
      continue;
    }
    const configurations = older ? [base.replace(/\.lockfile$/, '')] : line.slice(equals + 1).split(',');
    root.add({
      name: found.name,
      version: found.range,
      scope: forBuild ? 'build' : strongestScope(configurations.map((c) => c.trim())),
      direct: direct === null || direct.has(found.name),
      location: { path: file.path, line: index + 1 },
      origin: { kind: 'registry' },
    });
  }
  if (!ended)
    root.unknown(
      'no-package-data',
      'the last line (`empty=`) is missing: the file was cut off',
      undefined,
      true,
    );
  const variant = forBuild
    ? GRADLE_BUILDSCRIPT
    : context.exists(`${project}.kts`)
      ? GRADLE_KOTLIN
      : undefined;
  const result = root.build();
  return variant === undefined
    ? result
    : { ...result, roots: result.roots.map((draft) => ({ ...draft, variant })) };
};
