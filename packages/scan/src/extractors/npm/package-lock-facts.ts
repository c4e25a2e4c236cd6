/** Origins and hashes of package-lock.json and npm-shrinkwrap.json, versions 1 to 3. */
import type { DeprecatedPackage, LockedPackage, LockfileFacts } from '@theriac/core';
import { asObject, asString, get, type JsonDocument, type JsonObject } from '@theriac/read/json';
import { integrityOf, sourceOf } from './resolved-source.ts';

const MODULES = 'node_modules/';
const MAX_NESTING = 200;
const ASKING = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** @param lineOf line of an installed folder, where the reader of the inventory has found it already */
export function packageLockFacts(
  top: JsonObject,
  document: JsonDocument,
  lineOf: (location: string) => number | undefined,
): LockfileFacts {
  const value = get(top, 'packages');
  if (value === undefined) return version1Facts(top, document);
  const packages: LockedPackage[] = [];
  const deprecated: DeprecatedPackage[] = [];
  for (const [location, entryValue] of Object.entries(asObject(value))) {
    const entry = asObject(entryValue);
    const modules = location.lastIndexOf(MODULES);
    if (modules < 0) continue;
    const name = asString(get(entry, 'name')) ?? location.slice(modules + MODULES.length);
    const message = asString(get(entry, 'deprecated'));
    if (message !== undefined)
      deprecated.push({ name, version: asString(get(entry, 'version')) ?? null, message });
    // Bundled packages come inside the tarball of their parent, whose hash covers them.
    if (get(entry, 'link') === true || get(entry, 'inBundle') === true) continue;
    packages.push({
      ...packageOf(name, entry),
      line: () => lineOf(location) ?? document.line('packages', location) ?? 1,
    });
  }
  return {
    ecosystem: 'npm',
    packages,
    hashes: true,
    asked: askedOf(asObject(get(asObject(value), ''))),
    deprecated,
  };
}

function askedOf(root: JsonObject): Map<string, string> {
  const asked = new Map<string, string>();
  for (const section of ASKING) {
    for (const [name, range] of Object.entries(asObject(get(root, section))))
      if (typeof range === 'string') asked.set(name, range);
  }
  return asked;
}

function packageOf(name: string, entry: JsonObject): Omit<LockedPackage, 'line'> {
  const resolved = asString(get(entry, 'resolved'));
  return {
    name,
    version: asString(get(entry, 'version')) ?? null,
    source: resolved === undefined ? 'registry' : sourceOf(resolved),
    integrity: integrityOf(asString(get(entry, 'integrity'))),
    ...(resolved === undefined ? {} : { resolved }),
    ...(get(entry, 'hasInstallScript') === true ? { installScript: true } : {}),
  };
}

/** Version 1 nests the tree; the version of what is not a registry package is its address. */
function version1Facts(top: JsonObject, document: JsonDocument): LockfileFacts {
  const packages: LockedPackage[] = [];
  const waiting: { level: JsonObject; path: string[] }[] = [
    { level: asObject(get(top, 'dependencies')), path: ['dependencies'] },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { level, path } = next;
    for (const key of Object.keys(level)) {
      const entry = asObject(level[key]);
      if (get(entry, 'bundled') === true) continue;
      const version = asString(get(entry, 'version')) ?? '';
      const isAddress = /^(?:git|https?:|file:|github:|npm:)/.test(version);
      const alias = /^npm:((?:@[^/]+\/)?[^@]+)@(.+)$/.exec(version);
      const at = [...path, key];
      packages.push({
        ...packageOf(
          key,
          isAddress && get(entry, 'resolved') === undefined ? { ...entry, resolved: version } : entry,
        ),
        name: alias?.[1] ?? key,
        version: alias?.[2] ?? (isAddress ? null : version),
        line: () => document.line(...at) ?? document.line(...at.slice(0, 2)) ?? 1,
      });
      const nested = get(entry, 'dependencies');
      if (nested !== undefined && path.length < MAX_NESTING)
        waiting.push({ level: asObject(nested), path: [...at, 'dependencies'] });
    }
  }
  return { ecosystem: 'npm', packages, hashes: true };
}
