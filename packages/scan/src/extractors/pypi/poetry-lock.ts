/** `poetry.lock`, formats 1.x (categories, hashes apart) and 2.x (groups, markers). */
import type { Extract, Hash, Origin, Scope } from '@theriac/core';
import { readToml, type TomlArray, TomlTable, type TomlValue } from '@theriac/read/toml';
import { distinctHashes, gitOrigin, taggedHash, withoutCredentials } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { poetryFacts } from './lock-facts.ts';
import { LockPackages } from './lock-packages.ts';
import { manifestBeside } from './pyproject-manifest.ts';
import { scopeOfGroup } from './python-package.ts';
import { markerExtras } from './requirement.ts';

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'pypi');
  const document = readToml(file, root.report);
  if (document.keys().length === 0) root.emptyFile();
  else if (document.table('metadata') === undefined)
    root.unknown(
      'no-package-data',
      'the section [metadata] at the end of the file is missing',
      undefined,
      true,
    );
  const format = document.table('metadata')?.string('lock-version');
  if (format !== undefined && !/^[12]\./.test(format)) {
    root.unknown('unsupported-version', `lock-version ${format.slice(0, 20)} is not known`, undefined, true);
  }
  const oldHashes = document.at('metadata', 'files');
  const packages = new LockPackages(root);
  const scopes = new Map<string, Scope | undefined>();
  const tables: { key: string; table: TomlTable }[] = [];
  for (const table of document.tables('package')) {
    const name = table.string('name');
    const version = table.string('version');
    if (name === undefined || version === undefined) {
      root.unknown('no-package-data', 'a package has no name or no version', table.line, true);
      continue;
    }
    const origin = originOf(table.table('source'));
    const key = packages.add({
      name,
      version,
      location: { path: file.path, line: table.line },
      origin: origin ?? { kind: 'registry' },
      ...hashesOf(table.array('files') ?? oldHashes?.array(name)),
    });
    scopes.set(key, ownScope(table));
    tables.push({ key, table });
  }
  for (const { key, table } of tables) {
    const needs = table.table('dependencies');
    for (const [name, value] of needs?.entries() ?? []) {
      const range = rangeOf(value);
      packages.link(key, name, needs?.lineOf(name) ?? table.line, {
        conditional: isConditional(value),
        ...(range === undefined ? {} : { range }),
      });
    }
  }
  const manifest = manifestBeside(file.path, context, root.report);
  packages.wantFrom(manifest, (key) => scopes.get(key) ?? 'production');
  const { wanted: _, ...naming } = manifest ?? { wanted: [] };
  const result = root.build(naming);
  // What the lockfile itself says of a package's groups is more exact than what follows from the edges.
  return {
    ...result,
    lockfile: () => poetryFacts(document),
    roots: result.roots.map((r) => ({
      ...r,
      components: r.components.map((c) => ({ ...c, scope: scopes.get(c.key) ?? c.scope })),
    })),
  };
};

/** The scope that the lockfile states; undefined when it states none (lock-version 1.2 – 2.0 without groups). */
function ownScope(table: TomlTable): Scope | undefined {
  const category = table.string('category');
  const groups = category === undefined ? table.strings('groups') : [category];
  if (groups.length === 0) return table.boolean('optional') === true ? 'optional' : undefined;
  const scopes = groups.map(scopeOfGroup);
  if (scopes.includes('production')) return table.boolean('optional') === true ? 'optional' : 'production';
  return scopes.includes('development') ? 'development' : 'test';
}

function originOf(source: TomlTable | undefined): Origin | undefined {
  const url = source?.string('url');
  if (source === undefined || url === undefined) return undefined;
  switch (source.string('type')) {
    case 'git':
      return gitOrigin(url, source.string('resolved_reference') ?? source.string('reference'));
    case 'url':
      return { kind: 'url', url: withoutCredentials(url) };
    case 'file':
    case 'directory':
      return { kind: 'path', path: url };
    default:
      return { kind: 'registry' };
  }
}

function hashesOf(files: TomlArray | undefined): { hashes?: readonly Hash[] } {
  const hashes = distinctHashes((files?.tables() ?? []).map((f) => taggedHash(f.string('hash') ?? '')));
  return hashes.length === 0 ? {} : { hashes };
}

function rangeOf(value: TomlValue): string | undefined {
  return typeof value === 'string' ? value : value instanceof TomlTable ? value.string('version') : undefined;
}

/** Whether a dependency holds only on some platform or with some extra, so that it may be missing in the lock. */
function isConditional(value: TomlValue): boolean {
  if (!(value instanceof TomlTable)) return typeof value === 'object' && 'items' in value;
  const markers = value.string('markers');
  return value.boolean('optional') === true || markers !== undefined || markerExtras(markers).length > 0;
}
