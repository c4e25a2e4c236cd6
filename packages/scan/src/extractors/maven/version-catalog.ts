/**
 * `libs.versions.toml`: names for modules and versions that build scripts refer to.
 * https://docs.gradle.org/current/userguide/version_catalogs.html
 */
import type { Extract, ExtractContext, KnownUnknown, TargetFile } from '@theriac/core';
import { readToml, TomlTable, type TomlValue } from '@theriac/read/toml';
import { beside, folderOf, nearestAbove } from '../../target/paths.ts';
import { textAt } from '../shared/readable-text.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { gradleVersion, parseCoordinates } from './gradle-coordinates.ts';
import { LOCK_GRADLE } from './gradle-locking.ts';

interface CatalogLibrary {
  readonly name: string;
  /** As written; empty when the catalog leaves it to a platform. */
  readonly range: string;
  /** Key of `[versions]`, where the version is kept there. */
  readonly reference?: string;
  readonly line: number;
}

export interface Catalog {
  /** Relative to the target. */
  readonly path: string;
  /** By alias as scripts write it: `commons-lang3` is `commons.lang3`. */
  readonly libraries: ReadonlyMap<string, CatalogLibrary>;
  readonly bundles: ReadonlyMap<string, readonly string[]>;
}

export const extract: Extract = (file, context) => {
  if (context.exists(beside(file.path, '../gradle.lockfile'))) return NOTHING;
  const root = new RootBuilder(file.path, 'maven');
  const catalog = readCatalog(file, root.report);
  const { libraries } = catalog;
  const used = usedAliases(catalog, file.path, context);
  for (const [alias, { name, range, line, reference }] of libraries) {
    // The scripts that take it list it themselves, each in its own scope.
    if (used.has(alias)) continue;
    const version = gradleVersion(range);
    if (version === null) root.unresolved(name, range, line);
    const key = root.add({
      name,
      version,
      location: { path: file.path, line },
      origin: { kind: 'registry' },
    });
    root.want(key, 'production', range, {
      manifest: file.path,
      ...(reference === undefined ? {} : { property: reference }),
    });
  }
  if (libraries.size > used.size) root.transitivesUnknown(LOCK_GRADLE);
  return root.build();
};

/** `testImplementation(libs.junit)`, `api platform(libs.bom)`: the configuration is what makes it a dependency. */
const USE =
  /\b(?:\w{0,60}[iI]mplementation|\w{0,60}[aA]pi|\w{0,60}[cC]ompile(?:Only)?|\w{0,60}[rR]untime(?:Only)?|annotationProcessor|kapt|ksp|classpath|developmentOnly)[ (]{1,3}(?:(?:platform|enforcedPlatform|testFixtures)[ (]{1,3})?\blibs\.([\w.]{1,200})/g;

/** Aliases that the build scripts around the catalog take. */
function usedAliases({ libraries, bundles }: Catalog, path: string, context: ExtractContext): Set<string> {
  const used = new Set<string>();
  const build = folderOf(folderOf(path));
  const scripts = ['build.gradle', 'build.gradle.kts'].flatMap((name) => context.named(name));
  for (const script of scripts) {
    if (build !== '' && !script.startsWith(`${build}/`)) continue;
    for (const [, words = ''] of (textAt(script, context) ?? '').matchAll(USE)) {
      const alias = words.replace(/\.get$/, '');
      const bundle = alias.startsWith('bundles.') ? bundles.get(alias.slice('bundles.'.length)) : undefined;
      for (const one of bundle ?? [alias]) if (libraries.has(one)) used.add(one);
    }
  }
  return used;
}

/** @throws TheriacError when the file is not TOML */
function readCatalog(file: TargetFile, report: (unknown: KnownUnknown) => void): Catalog {
  const document = readToml(file, report);
  const versions = document.table('versions');
  const libraries = new Map<string, CatalogLibrary>();
  const table = document.table('libraries');
  for (const [alias, value] of table?.entries() ?? []) {
    const line = table?.lineOf(alias) ?? 1;
    const library = libraryOf(value, versions, line);
    if (library !== null) libraries.set(aliasOf(alias), library);
    else {
      report({
        reason: 'no-package-data',
        message: `the library ${alias.slice(0, 100)} names no module`,
        location: { path: file.path, line },
        losesComponents: true,
      });
    }
  }
  const bundles = new Map<string, readonly string[]>();
  for (const bundle of document.table('bundles')?.keys() ?? []) {
    bundles.set(aliasOf(bundle), document.table('bundles')?.strings(bundle).map(aliasOf) ?? []);
  }
  return { path: file.path, libraries, bundles };
}

/** The catalog that Gradle reads by itself, above a script; null when there is none or it cannot be read. */
export function catalogAbove(script: string, context: ExtractContext): Catalog | null {
  const path = nearestAbove(script, 'gradle/libs.versions.toml', context);
  const file = path === undefined ? null : context.file(path);
  if (file === null) return null;
  try {
    return readCatalog(file, () => {});
  } catch {
    return null;
  }
}

export const aliasOf = (alias: string): string => alias.replace(/[-_]/g, '.');

function libraryOf(value: TomlValue, versions: TomlTable | undefined, line: number): CatalogLibrary | null {
  if (typeof value === 'string') {
    const found = parseCoordinates(value);
    return found === null ? null : { name: found.name, range: found.range, line };
  }
  if (!(value instanceof TomlTable)) return null;
  const module = value.string('module') ?? `${value.string('group') ?? ''}:${value.string('name') ?? ''}`;
  const found = parseCoordinates(module);
  if (found === null) return null;
  const version = value.get('version');
  const reference = version instanceof TomlTable ? version.string('ref') : undefined;
  return {
    name: found.name,
    range: rangeOf(version, versions),
    ...(reference === undefined ? {} : { reference }),
    line,
  };
}

/** A plain version, a reference to `[versions]`, or a rich version: what is strict goes before what is wished for. */
export function rangeOf(value: TomlValue | undefined, versions: TomlTable | undefined): string {
  if (typeof value === 'string') return value;
  if (!(value instanceof TomlTable)) return '';
  const reference = value.string('ref');
  const rich = reference === undefined ? value : versions?.get(reference);
  if (typeof rich === 'string') return rich;
  if (!(rich instanceof TomlTable)) return '';
  return rich.string('strictly') ?? rich.string('require') ?? rich.string('prefer') ?? '';
}
