/**
 * What a `Cargo.toml` asks for. https://doc.rust-lang.org/cargo/reference/manifest.html
 * Tables for one platform (`[target.'cfg(…)'.dependencies]`) count: the lockfile holds all platforms.
 */
import type { ExtractContext, KnownUnknown, Origin, Scope, TargetFile } from '@theriac/core';
import { readToml, TomlTable, type TomlValue } from '@theriac/read/toml';
import { folderOf } from '../../target/paths.ts';
import { gitOrigin } from '../shared/origin.ts';

interface WantedCrate {
  /** The crate's own name, whatever the manifest calls it. */
  readonly name: string;
  readonly scope: Scope;
  /** As written; empty for git and path dependencies without one. */
  readonly requested: string;
  readonly origin: Origin;
  readonly line: number;
  /** Where a change of the version belongs: the table, the key in it and the manifest that has it. */
  readonly declared: { readonly table: string; readonly key: string; readonly path: string };
}

export interface CargoManifest {
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly wanted: readonly WantedCrate[];
}

const TABLES: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'production'],
  ['build-dependencies', 'build'],
  ['build_dependencies', 'build'],
  ['dev-dependencies', 'development'],
  ['dev_dependencies', 'development'],
];

/** @throws TheriacError when the file is not TOML */
export function readCargoManifest(
  file: TargetFile,
  context: ExtractContext,
  report: (unknown: KnownUnknown) => void,
): CargoManifest {
  const document = readToml(file, report);
  const workspace = workspaceOf(file.path, document, context);
  const wanted: WantedCrate[] = [];
  const scopes: [string, TomlTable][] = [['', document]];
  for (const [name, platform] of document.table('target')?.entries() ?? []) {
    if (platform instanceof TomlTable) scopes.push([`target.${tomlKey(name)}.`, platform]);
  }
  for (const [prefix, table] of scopes) {
    for (const [name, scope] of TABLES) {
      const crates = table.table(name);
      for (const [key, value] of crates?.entries() ?? []) {
        const line = crates?.lineOf(key) ?? 1;
        const crate = crateOf(key, value, scope, line, workspace.table?.at('workspace', 'dependencies'));
        const inherited = value instanceof TomlTable && value.boolean('workspace') === true;
        const declared = inherited
          ? { table: 'workspace.dependencies', key, path: workspace.path }
          : { table: `${prefix}${name}`, key, path: file.path };
        if (crate !== null) wanted.push({ ...crate, declared });
        else {
          report({
            reason: 'dynamic',
            message: `the dependency ${key.slice(0, 100)} gives neither a version, an address nor a folder`,
            location: { path: file.path, line },
            package: key,
            losesComponents: true,
          });
        }
      }
    }
  }
  const own = document.table('package');
  const name = own?.string('name');
  const inherited = own?.table('version')?.boolean('workspace') === true;
  const version = inherited
    ? workspace.table?.at('workspace', 'package')?.string('version')
    : own?.string('version');
  return {
    path: file.path,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    wanted,
  };
}

/** A key of TOML as it is written: bare where that is possible. */
function tomlKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : `'${key}'`;
}

function crateOf(
  key: string,
  value: TomlValue,
  scope: Scope,
  line: number,
  shared: TomlTable | undefined,
): Omit<WantedCrate, 'declared'> | null {
  if (typeof value === 'string') {
    return { name: key, scope, requested: value.trim(), origin: { kind: 'registry' }, line };
  }
  if (!(value instanceof TomlTable)) return null;
  const optional = value.boolean('optional') === true && scope === 'production';
  const actual = optional ? 'optional' : scope;
  if (value.boolean('workspace') === true) {
    const common = shared?.get(key);
    // Only what the workspace says can be inherited, and it cannot inherit in turn.
    const found = common === undefined ? null : crateOf(key, common, actual, line, undefined);
    return found ?? { name: key, scope: actual, requested: '', origin: { kind: 'registry' }, line };
  }
  const name = value.string('package') ?? key;
  const requested = value.string('version')?.trim() ?? '';
  const git = value.string('git');
  const path = value.string('path');
  if (git !== undefined) {
    const reference = value.string('rev') ?? value.string('tag') ?? value.string('branch');
    return { name, scope: actual, requested, origin: gitOrigin(git, reference), line };
  }
  if (path !== undefined) return { name, scope: actual, requested, origin: { kind: 'path', path }, line };
  return requested === '' ? null : { name, scope: actual, requested, origin: { kind: 'registry' }, line };
}

/** The manifest with `[workspace]` in this folder or above. */
function workspaceOf(
  path: string,
  document: TomlTable,
  context: ExtractContext,
): { readonly table: TomlTable | undefined; readonly path: string } {
  if (document.table('workspace') !== undefined) return { table: document, path };
  let folder = folderOf(path);
  for (let level = 0; folder !== '' && level < 64; level += 1) {
    folder = folderOf(folder);
    const file = context.file(folder === '' ? 'Cargo.toml' : `${folder}/Cargo.toml`);
    if (file === null) continue;
    try {
      const above = readToml(file, () => {});
      if (above.table('workspace') !== undefined) return { table: above, path: file.path };
    } catch {
      return { table: undefined, path };
    }
  }
  return { table: undefined, path };
}
