/** `pylock.toml` and `pylock.<name>.toml` (PEP 751), lock-version 1. */
import type { Extract, Hash, Origin, Scope } from '@theriac/core';
import { readToml, type TomlTable } from '@theriac/read/toml';
import { cutRecord } from '../shared/last-record.ts';
import { distinctHashes, gitOrigin, hexHash, withoutCredentials } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { checkLists } from '../shared/toml-lists.ts';
import { pylockFacts } from './lock-facts.ts';
import { LockPackages } from './lock-packages.ts';
import { manifestBeside } from './pyproject-manifest.ts';
import { scopeOfExtra, scopeOfGroup } from './python-package.ts';

const SOURCES = ['vcs', 'directory', 'archive', 'sdist', 'wheels'] as const;

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'pypi');
  const document = readToml(file, root.report);
  if (document.keys().length === 0) root.emptyFile();
  const format = document.string('lock-version');
  if (format !== undefined && !format.startsWith('1.')) {
    root.unknown('unsupported-version', `lock-version ${format.slice(0, 20)} is not known`, undefined, true);
  } else if (document.keys().length > 0 && document.get('packages') === undefined)
    root.unknown('no-package-data', 'there is no list packages: the lockfile was cut off', 1, true);
  const packages = new LockPackages(root);
  const tables: { key: string; table: TomlTable }[] = [];
  const scopes = new Map<string, Scope>();
  const list = document.tables('packages');
  // PEP 751: each package says where it comes from.
  const cut = cutRecord(list, (table) => SOURCES.some((source) => table.get(source) !== undefined));
  if (cut !== undefined)
    root.unknown('unparseable', 'its last package has no files: it was cut off', cut.line, true);
  checkLists(root, list, 'dependencies');
  for (const table of list) {
    const name = table.string('name');
    if (name === undefined) {
      root.unknown('no-package-data', 'a package has no name', table.line, true);
      continue;
    }
    const version = table.string('version') ?? null;
    const origin = originOf(table);
    // The tool that wrote the lock may list the project itself as a folder.
    if (origin.kind === 'path' && (origin.path === '.' || origin.path === './')) continue;
    if (version === null) root.unresolved(name, '', table.line);
    const hashes = hashesOf(table);
    const key = packages.add({
      name,
      version,
      location: { path: file.path, line: table.line },
      origin,
      ...(hashes.length === 0 ? {} : { hashes }),
    });
    const scope = scopeOfMarker(table.string('marker'));
    if (scope !== undefined) scopes.set(key, scope);
    tables.push({ key, table });
  }
  for (const { key, table } of tables) {
    for (const need of table.tables('dependencies')) {
      const version = need.string('version');
      packages.link(key, need.string('name') ?? '', need.line, version === undefined ? {} : { version });
    }
  }
  const manifest = manifestBeside(file.path, context, root.report);
  packages.wantFrom(manifest, (key) => scopes.get(key) ?? 'production');
  const { wanted: _, ...naming } = manifest ?? { wanted: [] };
  const result = root.build(naming);
  return {
    ...result,
    lockfile: () => pylockFacts(document),
    roots: result.roots.map((r) => ({
      ...r,
      components: r.components.map((c) => ({ ...c, scope: scopes.get(c.key) ?? c.scope })),
    })),
  };
};

/** `'dev' in dependency_groups` and `'x' in extras` say what a package is for; undefined when neither is there. */
function scopeOfMarker(marker: string | undefined): Scope | undefined {
  if (marker === undefined) return undefined;
  const scopes: Scope[] = [];
  for (const [, name = '', where] of marker.matchAll(
    /["']([^"']{1,200})["']\s{1,8}in\s{1,8}(extras|dependency_groups)\b/g,
  )) {
    scopes.push(where === 'extras' ? scopeOfExtra(name) : scopeOfGroup(name));
  }
  return (['production', 'optional', 'development', 'test'] as const).find((s) => scopes.includes(s));
}

function originOf(table: TomlTable): Origin {
  const vcs = table.table('vcs');
  if (vcs !== undefined) {
    const url = vcs.string('url') ?? vcs.string('path') ?? '';
    const commit = vcs.string('commit-id') ?? vcs.string('requested-revision');
    return vcs.string('type') === 'git'
      ? gitOrigin(url, commit)
      : { kind: 'url', url: withoutCredentials(url) };
  }
  const folder = table.table('directory')?.string('path');
  if (folder !== undefined) return { kind: 'path', path: folder };
  const archive = table.table('archive');
  if (archive === undefined) return { kind: 'registry' };
  const url = archive.string('url');
  return url === undefined
    ? { kind: 'path', path: archive.string('path') ?? '' }
    : { kind: 'url', url: withoutCredentials(url) };
}

function hashesOf(table: TomlTable): Hash[] {
  const files = [table.table('archive'), table.table('sdist'), ...table.tables('wheels')];
  return distinctHashes(
    files.flatMap((f) =>
      (f?.table('hashes')?.entries() ?? []).map(([algorithm, hex]) =>
        typeof hex === 'string' ? hexHash(algorithm, hex) : undefined,
      ),
    ),
  );
}
