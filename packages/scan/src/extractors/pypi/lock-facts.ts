/** Origins and hashes of the lockfiles of Python: poetry.lock, uv.lock, pdm.lock, pylock.toml and Pipfile.lock. */
import type { LockedPackage, LockfileFacts } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonDocument, type JsonObject } from '@theriac/read/json';
import type { TomlTable } from '@theriac/read/toml';

type Found = Pick<LockedPackage, 'source' | 'resolved' | 'integrity'>;

/** What the lockfiles share: tables with a name, a version, and origins and hashes each in its own form. */
function factsOf(
  tables: readonly TomlTable[],
  read: (table: TomlTable, name: string) => Found | null,
): LockfileFacts {
  const packages: LockedPackage[] = [];
  for (const table of tables) {
    const name = table.string('name');
    const found = name === undefined ? null : read(table, name);
    if (name === undefined || found === null) continue;
    packages.push({ name, version: table.string('version') ?? null, line: () => table.line, ...found });
  }
  return { ecosystem: 'pypi', packages, hashes: packages.some((p) => p.integrity.length > 0) };
}

/** `hash = "sha256:…"` of each file. */
function fileHashes(files: readonly TomlTable[]): string[] {
  return files.flatMap((f) => f.string('hash') ?? []);
}

const git = (url: string, commit: string | undefined): Pick<Found, 'source' | 'resolved'> => ({
  source: 'git',
  resolved: `git+${url}${commit === undefined || url.includes('#') ? '' : `#${commit}`}`,
});

const withUrl = (source: LockedPackage['source'], url: string | undefined): Omit<Found, 'integrity'> =>
  url === undefined ? { source } : { source, resolved: url };

export function poetryFacts(document: TomlTable): LockfileFacts {
  // Before version 2 of its format, Poetry kept the hashes of all packages in one table.
  const elsewhere = document.at('metadata', 'files') ?? document.at('metadata', 'hashes');
  return factsOf(document.tables('package'), (table, name) => {
    const files = table.array('files') ?? elsewhere?.array(name);
    const integrity = [...fileHashes(files?.tables() ?? []), ...(files?.strings() ?? [])];
    const source = table.table('source');
    const url = source?.string('url');
    switch (source?.string('type')) {
      case 'git':
        return {
          ...git(url ?? '', source.string('resolved_reference') ?? source.string('reference')),
          integrity,
        };
      case 'url':
        return { ...withUrl('archive', url), integrity };
      case 'file':
      case 'directory':
        return { ...withUrl('path', url), integrity };
      default:
        return { ...withUrl('registry', url), integrity };
    }
  });
}

export function uvFacts(document: TomlTable): LockfileFacts {
  return factsOf(document.tables('package'), (table) => {
    const source = table.table('source');
    const archives = [table.table('sdist'), ...table.tables('wheels')].filter((t) => t !== undefined);
    const integrity = fileHashes(archives);
    const gitUrl = source?.string('git');
    if (gitUrl !== undefined) return { ...git(gitUrl, undefined), integrity };
    const direct = source?.string('url');
    if (direct !== undefined) return { ...withUrl('archive', direct), integrity };
    const local = ['editable', 'virtual', 'directory', 'path'].some((k) => source?.string(k) !== undefined);
    return { ...withUrl(local ? 'path' : 'registry', archives[0]?.string('url')), integrity };
  });
}

export function pdmFacts(document: TomlTable): LockfileFacts {
  return factsOf(document.tables('package'), (table) => {
    const files = table.tables('files');
    const integrity = fileHashes(files);
    const gitUrl = table.string('git');
    if (gitUrl !== undefined) return { ...git(gitUrl, table.string('revision')), integrity };
    const direct = table.string('url');
    if (direct !== undefined) return { ...withUrl('archive', direct), integrity };
    const local = table.string('path') !== undefined;
    return { ...withUrl(local ? 'path' : 'registry', files[0]?.string('url')), integrity };
  });
}

export function pylockFacts(document: TomlTable): LockfileFacts {
  return factsOf(document.tables('packages'), (table) => {
    const archive = table.table('archive');
    const files = [table.table('sdist'), ...table.tables('wheels'), archive].filter((t) => t !== undefined);
    const integrity = files.flatMap((f) =>
      [...(f.table('hashes')?.entries() ?? [])].map(([k, v]) => `${k}:${v}`),
    );
    const vcs = table.table('vcs');
    if (vcs !== undefined) return { ...git(vcs.string('url') ?? '', vcs.string('commit-id')), integrity };
    if (table.table('directory') !== undefined) return { source: 'path', integrity };
    return { ...withUrl(archive === undefined ? 'registry' : 'archive', files[0]?.string('url')), integrity };
  });
}

export function pipfileFacts(top: JsonObject, document: JsonDocument): LockfileFacts {
  const packages: LockedPackage[] = [];
  for (const section of ['default', 'develop']) {
    for (const [name, value] of Object.entries(asObject(get(top, section)))) {
      const entry = asObject(value);
      packages.push({
        name,
        version: asString(get(entry, 'version'))?.replace(/^==/, '') ?? null,
        ...pipfileOrigin(entry),
        integrity: asArray(get(entry, 'hashes')).filter((h) => typeof h === 'string'),
        line: () => document.line(section, name) ?? 1,
      });
    }
  }
  return { ecosystem: 'pypi', packages, hashes: true };
}

function pipfileOrigin(entry: JsonObject): Omit<Found, 'integrity'> {
  const repository = asString(get(entry, 'git'));
  if (repository !== undefined) return git(repository, asString(get(entry, 'ref')) ?? '');
  const file = asString(get(entry, 'file'));
  if (file !== undefined) return withUrl('archive', file);
  return { source: get(entry, 'path') === undefined ? 'registry' : 'path' };
}
