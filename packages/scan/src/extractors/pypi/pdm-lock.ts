/** `pdm.lock`, format 4.x. A package with extras is in it twice; here both entries are one component. */
import type { Extract, Origin, Scope } from '@theriac/core';
import { readToml, type TomlTable } from '@theriac/read/toml';
import { cutRecord } from '../shared/last-record.ts';
import { distinctHashes, gitOrigin, taggedHash, withoutCredentials } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { checkLists } from '../shared/toml-lists.ts';
import { pdmFacts } from './lock-facts.ts';
import { LockPackages } from './lock-packages.ts';
import { manifestBeside } from './pyproject-manifest.ts';
import { normalName, scopeOfGroup } from './python-package.ts';
import { parseRequirement, pinnedVersion } from './requirement.ts';

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'pypi');
  const document = readToml(file, root.report);
  if (document.keys().length === 0) root.emptyFile();
  const format = document.table('metadata')?.string('lock_version');
  if (format !== undefined && !/^[34](?:\.|$)/.test(format)) {
    root.unknown('unsupported-version', `lock_version ${format.slice(0, 20)} is not known`, undefined, true);
  }
  const packages = new LockPackages(root);
  const entries: { key: string; table: TomlTable }[] = [];
  const groups = new Map<string, Set<string>>();
  const keyOf = new Map<string, string>();
  const tables = document.tables('package');
  const metadata = document.table('metadata');
  if (tables.length === 0 && metadata !== undefined && metadata.get('content_hash') === undefined)
    root.unknown(
      'no-package-data',
      'it has neither packages nor a hash: it was cut off',
      metadata.line,
      true,
    );
  const cut = cutRecord(
    tables.filter((table) => originOf(table).kind === 'registry'),
    (table) => table.get('files') !== undefined,
  );
  if (cut !== undefined)
    root.unknown('unparseable', 'its last package has no files: it was cut off', cut.line, true);
  checkLists(root, tables, 'dependencies');
  for (const table of tables) {
    const name = table.string('name');
    const version = table.string('version');
    if (name === undefined || version === undefined) {
      root.unknown('no-package-data', 'a package has no name or no version', table.line, true);
      continue;
    }
    const identity = `${normalName(name)}@${version}`;
    let key = keyOf.get(identity);
    if (key === undefined) {
      const hashes = distinctHashes(table.tables('files').map((f) => taggedHash(f.string('hash') ?? '')));
      key = packages.add({
        name,
        version,
        location: { path: file.path, line: table.line },
        origin: originOf(table),
        ...(hashes.length === 0 ? {} : { hashes }),
      });
      keyOf.set(identity, key);
    }
    const known = groups.get(key) ?? new Set();
    for (const group of table.strings('groups')) known.add(group);
    groups.set(key, known);
    entries.push({ key, table });
  }
  for (const { key, table } of entries) {
    const array = table.array('dependencies');
    for (const [index, item] of (array?.items ?? []).entries()) {
      const line = array?.lines[index] ?? table.line;
      const needed = typeof item === 'string' ? parseRequirement(item) : null;
      if (needed === null) {
        root.unknown('unparseable', 'a dependency is not a valid specifier (PEP 508)', line, false);
        continue;
      }
      const version = pinnedVersion(needed.specifier) ?? undefined;
      packages.link(key, needed.name, line, {
        ...(version === undefined ? {} : { version }),
        conditional: needed.marker !== undefined,
        range: needed.specifier,
      });
    }
  }
  const scopeOf = (key: string): Scope => scopeOfGroups([...(groups.get(key) ?? [])]);
  const manifest = manifestBeside(file.path, context, root.report);
  packages.wantFrom(manifest, scopeOf);
  const { wanted: _, ...naming } = manifest ?? { wanted: [] };
  const result = root.build(naming);
  return {
    ...result,
    lockfile: () => pdmFacts(document),
    roots: result.roots.map((r) => ({
      ...r,
      // An extra of the project is a group here, which only the manifest distinguishes.
      components: r.components.map((c) => {
        const own = (groups.get(c.key)?.size ?? 0) > 0 ? scopeOf(c.key) : c.scope;
        return { ...c, scope: own === 'development' && c.scope === 'optional' ? c.scope : own };
      }),
    })),
  };
};

function scopeOfGroups(groups: readonly string[]): Scope {
  const scopes = groups.map(scopeOfGroup);
  if (scopes.length === 0 || scopes.includes('production')) return 'production';
  return scopes.includes('development') ? 'development' : 'test';
}

function originOf(table: TomlTable): Origin {
  const git = table.string('git');
  if (git !== undefined) return gitOrigin(git, table.string('revision') ?? table.string('ref'));
  const url = table.string('url');
  if (url !== undefined) return { kind: 'url', url: withoutCredentials(url) };
  const path = table.string('path');
  return path === undefined ? { kind: 'registry' } : { kind: 'path', path };
}
