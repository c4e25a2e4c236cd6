/** `Pipfile.lock`, pipfile-spec 6. It holds no edges; the `Pipfile` beside it says what was asked for. */
import type { Extract, ExtractContext, Hash, Origin, Scope } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonObject, readJson } from '@theriac/read/json';
import { readToml } from '@theriac/read/toml';
import { beside } from '../../target/paths.ts';
import { checkShape } from '../shared/json-shape.ts';
import { distinctHashes, gitOrigin, taggedHash, withoutCredentials } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { pipfileFacts } from './lock-facts.ts';
import { normalName, scopeOfGroup } from './python-package.ts';
import { pinnedVersion } from './requirement.ts';

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'pypi');
  const document = readJson(file, root.report);
  const top = asObject(document.value);
  const wanted = directNames(file.path, context);
  /** A package of several categories is one component, in the strongest scope. */
  const keys = new Map<string, string>();
  const groups = Object.keys(top).filter((g) => g !== '_meta');
  if (groups.length > 0) {
    const fields = Object.fromEntries(groups.map((group) => [group, { mapOf: 'object' }] as const));
    checkShape(document, file.path, { fields, required: ['default', 'develop'] }, root.report);
  }
  for (const group of groups.sort((a, b) => rank(a) - rank(b))) {
    const scope = scopeOfGroup(group);
    const packages = asObject(get(top, group));
    for (const name of Object.keys(packages)) {
      const entry = asObject(get(packages, name));
      const range = asString(get(entry, 'version')) ?? '';
      const version = pinnedVersion(range);
      const line = document.line(group, name);
      const identity = `${normalName(name)}@${version ?? JSON.stringify(entry)}`;
      if (keys.has(identity)) continue;
      const origin = originOf(entry);
      if (origin.kind === 'path' && (origin.path === '.' || origin.path === './')) continue;
      if (version === null) root.unresolved(name, range, line);
      const hashes = hashesOf(entry);
      const key = root.add({
        name,
        version,
        scope,
        direct: wanted === null || wanted.has(normalName(name)),
        location: line === undefined ? { path: file.path } : { path: file.path, line },
        origin,
        ...(version === null && range !== '' ? { requested: range } : {}),
        ...(hashes.length === 0 ? {} : { hashes }),
      });
      keys.set(identity, key);
      if (wanted === null || wanted.has(normalName(name))) root.want(key, scope, undefined, { group });
    }
  }
  if (!('default' in top) && !('develop' in top)) {
    root.unknown('no-package-data', 'neither "default" nor "develop" packages are given', 1, true);
  }
  return { ...root.build(), lockfile: () => pipfileFacts(top, document) };
};

const rank = (group: string): number =>
  (['production', 'development', 'test'] as Scope[]).indexOf(scopeOfGroup(group));

/** Names in the Pipfile; null when there is none or it cannot be read, and then every package counts as direct. */
function directNames(lock: string, context: ExtractContext): Set<string> | null {
  const file = context.file(beside(lock, 'Pipfile'));
  if (file === null) return null;
  try {
    const document = readToml(file, () => {});
    const names = new Set<string>();
    for (const [section, table] of document.entries()) {
      if (NO_PACKAGES.has(section) || typeof table !== 'object' || !('keys' in table)) continue;
      for (const name of table.keys()) names.add(normalName(name));
    }
    return names;
  } catch {
    return null;
  }
}

/** Sections of a Pipfile that name no packages. */
export const NO_PACKAGES: ReadonlySet<string> = new Set([
  'source',
  'requires',
  'pipenv',
  'scripts',
  'pipfile',
]);

function originOf(entry: JsonObject): Origin {
  const git = asString(get(entry, 'git'));
  if (git !== undefined) return gitOrigin(git, asString(get(entry, 'ref')));
  const path = asString(get(entry, 'path'));
  if (path !== undefined) return { kind: 'path', path };
  const url = asString(get(entry, 'file')) ?? asString(get(entry, 'url'));
  return url === undefined ? { kind: 'registry' } : { kind: 'url', url: withoutCredentials(url) };
}

function hashesOf(entry: JsonObject): Hash[] {
  return distinctHashes(
    asArray(get(entry, 'hashes')).map((h) => (typeof h === 'string' ? taggedHash(h) : undefined)),
  );
}
