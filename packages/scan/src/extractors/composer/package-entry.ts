/** One package as composer.lock and vendor/composer/installed.json write it: as a graph node. */
import type { Hash, KnownUnknown, Location, Origin, Scope } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonObject, type JsonValue } from '@theriac/read/json';
import type { LockNode } from '../shared/lock-graph.ts';

/** PHP itself, its extensions and Composer's own interfaces: asked for like packages, but provided by the machine. */
export function isPlatformPackage(name: string): boolean {
  return (
    /^(?:php(?:-64bit|-ipv6|-zts|-debug)?|hhvm|composer|composer-(?:plugin|runtime)-api)$/i.test(name) ||
    /^(?:ext|lib)-/i.test(name)
  );
}

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*)\/[A-Za-z0-9](?:[A-Za-z0-9_.-]*)$/;
/** `dev-main`, `2.x-dev`: a branch, which stands for whatever commit it was at. */
const BRANCH = /^dev-|-dev$/i;
const NUMBERED = /^v?\d[0-9A-Za-z.+_-]*$/;

export function isComposerName(name: string): boolean {
  return name.length <= 256 && NAME.test(name);
}

/** The parts of a package entry, or null with a known unknown when it names no package. */
export function packageOf(
  entry: JsonObject,
  unreachedScope: Scope,
  location: Location,
  report: (unknown: KnownUnknown) => void,
): LockNode | null {
  const name = asString(get(entry, 'name'));
  if (name === undefined || !isComposerName(name)) {
    report({
      reason: 'unparseable',
      message: 'an entry has no package name',
      location,
      losesComponents: true,
    });
    return null;
  }
  const written = asString(get(entry, 'version'));
  const branch = written !== undefined && BRANCH.test(written);
  const version =
    written === undefined || written.length > 128 || !(branch || NUMBERED.test(written)) ? null : written;
  if (version === null || branch) {
    report({
      reason: written === undefined || branch ? 'unresolved-version' : 'invalid-version',
      message: branch
        ? `${name} is at a branch, not at a release`
        : `the file gives ${name} no version that could be understood`,
      location,
      package: name,
      ...(branch ? { range: written } : {}),
      losesComponents: false,
    });
  }
  const dist = asObject(get(entry, 'dist'));
  const shasum = asString(get(dist, 'shasum')) ?? '';
  const hashes: Hash[] = /^[0-9a-f]{40}$/.test(shasum) ? [{ algorithm: 'sha1', hex: shasum }] : [];
  const licence = licenceOf(entry);
  return {
    id: name.toLowerCase(),
    draft: {
      ecosystem: 'composer',
      name,
      version,
      location,
      origin: originOf(entry),
      ...(hashes.length === 0 ? {} : { hashes }),
      ...(licence === undefined ? {} : { licence }),
      // Composer loads the code of plug-ins while it installs.
      ...(asString(get(entry, 'type')) === 'composer-plugin' ? { installScript: true } : {}),
    },
    edges: [],
    unreachedScope,
  };
}

/** Composer's licence list means a choice. */
function licenceOf(entry: JsonObject): string | undefined {
  const value = get(entry, 'license');
  const all = (Array.isArray(value) ? value : [value]).filter(
    (item) => typeof item === 'string' && item !== '',
  );
  return all.length === 0 ? undefined : all.length === 1 ? String(all[0]) : `(${all.join(' OR ')})`;
}

function originOf(entry: JsonObject): Origin {
  const dist = asObject(get(entry, 'dist'));
  const source = asObject(get(entry, 'source'));
  const url = (from: JsonObject): string =>
    (asString(get(from, 'url')) ?? '').replace(/\/\/[^/@\s]*@/, '//').replace(/\?.*$/s, '');
  if (asString(get(dist, 'type')) === 'path') return { kind: 'path', path: url(dist) };
  // Repositories that want to be notified of installations are registries (Packagist, Drupal's, private mirrors).
  if (asString(get(entry, 'notification-url')) !== undefined) return { kind: 'registry' };
  const reference = asString(get(source, 'reference'));
  if (url(source) !== '') {
    return { kind: 'git', url: url(source), ...(reference === undefined ? {} : { commit: reference }) };
  }
  return url(dist) === '' ? { kind: 'registry' } : { kind: 'url', url: url(dist) };
}

/**
 * Adds the edges of `require`, also to packages that replace or provide what is asked for. What the project itself
 * stands for (`ownNames`, lower case) is neither an edge nor missing.
 */
export function connect(
  packages: ReadonlyMap<LockNode, JsonObject>,
  ownNames: ReadonlySet<string>,
  report: (unknown: KnownUnknown) => void,
): (name: string) => LockNode | undefined {
  const byName = new Map<string, LockNode>();
  for (const node of packages.keys()) byName.set(node.draft.name.toLowerCase(), node);
  const stands = new Map<string, LockNode>();
  for (const [node, entry] of packages) {
    for (const section of ['replace', 'provide']) {
      for (const name of Object.keys(asObject(get(entry, section)))) {
        if (!stands.has(name.toLowerCase())) stands.set(name.toLowerCase(), node);
      }
    }
  }
  const find = (name: string): LockNode | undefined =>
    byName.get(name.toLowerCase()) ?? stands.get(name.toLowerCase());
  let dangling = 0;
  for (const [node, entry] of packages) {
    const required = get(entry, 'require');
    // PHP writes an empty object as an empty list.
    if (required !== undefined && required !== asObject(required) && !isEmptyList(required))
      report({
        reason: 'unparseable',
        message: `"require" of ${node.draft.name} is not an object`,
        location: node.draft.location,
        losesComponents: true,
      });
    for (const [name, range] of Object.entries(asObject(required))) {
      if (isPlatformPackage(name)) continue;
      const to = find(name);
      if (to !== undefined) {
        if (to !== node) {
          node.edges.push({ to, optional: false, ...(typeof range === 'string' ? { range } : {}) });
        }
        continue;
      }
      if (ownNames.has(name.toLowerCase())) continue;
      dangling += 1;
      if (dangling > MAX_DANGLING) continue;
      report({
        reason: 'dangling-edge',
        message: `${node.draft.name} requires ${name}, which is not listed`,
        location: node.draft.location,
        package: name,
        ...(typeof range === 'string' ? { range } : {}),
        losesComponents: true,
      });
    }
  }
  if (dangling > MAX_DANGLING) {
    const [first] = packages.keys();
    report({
      reason: 'dangling-edge',
      message: `${dangling - MAX_DANGLING} more dependencies are not listed`,
      location: { path: first?.draft.location.path ?? '' },
      losesComponents: true,
    });
  }
  return find;
}

function isEmptyList(value: JsonValue): boolean {
  return Array.isArray(value) && value.length === 0;
}

const MAX_DANGLING = 50;

/** The entries of a list that are objects; anything else is reported. */
export function entriesOf(
  list: JsonObject,
  section: string,
  path: string,
  line: (at: number) => number | undefined,
  report: (unknown: KnownUnknown) => void,
): { entry: JsonObject; location: Location }[] {
  const value = get(list, section);
  if (value !== undefined && !Array.isArray(value)) {
    report({
      reason: 'unparseable',
      message: `"${section}" is not a list`,
      location: { path },
      losesComponents: true,
    });
  }
  return asArray(value).flatMap((item, at) => {
    const place = line(at);
    const location: Location = place === undefined ? { path } : { path, line: place };
    const entry = asObject(item);
    if (entry === item) return [{ entry, location }];
    report({
      reason: 'unparseable',
      message: `an entry of "${section}" is not an object`,
      location,
      losesComponents: true,
    });
    return [];
  });
}
