/**
 * `libs.versions.toml`: names for modules and versions that build scripts refer to.
 * https://docs.gradle.org/current/userguide/version_catalogs.html
 */
import type { Extract, ExtractContext, KnownUnknown, TargetFile } from '@theriac/core';
import { readToml, TomlTable, type TomlValue } from '../../read/toml.ts';
import { NOTHING, RootBuilder } from '../../root-builder.ts';
import { beside, nearestAbove } from '../../target-path.ts';
import { gradleVersion, parseCoordinates } from './gradle-coordinates.ts';

export interface CatalogLibrary {
  readonly name: string;
  /** As written; empty when the catalog leaves it to a platform. */
  readonly range: string;
  readonly line: number;
}

export interface Catalog {
  /** By alias as scripts write it: `commons-lang3` is `commons.lang3`. */
  readonly libraries: ReadonlyMap<string, CatalogLibrary>;
  readonly bundles: ReadonlyMap<string, readonly string[]>;
}

export const extract: Extract = (file, context) => {
  if (context.exists(beside(file.path, '../gradle.lockfile'))) return NOTHING;
  const root = new RootBuilder(file.path, 'maven');
  const { libraries } = readCatalog(file, root.report);
  for (const { name, range, line } of libraries.values()) {
    const version = gradleVersion(range);
    if (version === null) root.unresolved(name, range, line);
    root.add({
      name,
      version,
      scope: 'production',
      direct: true,
      requested: range,
      location: { path: file.path, line },
      origin: { kind: 'registry' },
    });
  }
  if (libraries.size > 0)
    root.transitivesUnknown('run `gradle dependencies --write-locks` and commit gradle.lockfile');
  return root.build();
};

/** @throws TheriacError when the file is no TOML */
export function readCatalog(file: TargetFile, report: (unknown: KnownUnknown) => void): Catalog {
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
  return { libraries, bundles };
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
  return found === null ? null : { name: found.name, range: rangeOf(value.get('version'), versions), line };
}

/** A plain version, a reference to `[versions]`, or a rich version: what is strict goes before what is wished for. */
function rangeOf(value: TomlValue | undefined, versions: TomlTable | undefined): string {
  if (typeof value === 'string') return value;
  if (!(value instanceof TomlTable)) return '';
  const reference = value.string('ref');
  const rich = reference === undefined ? value : versions?.get(reference);
  if (typeof rich === 'string') return rich;
  if (!(rich instanceof TomlTable)) return '';
  return rich.string('strictly') ?? rich.string('require') ?? rich.string('prefer') ?? '';
}
