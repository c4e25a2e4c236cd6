/** Origins, hashes and abandoned packages of composer.lock. */
import type { DeprecatedPackage, LockedPackage, LockfileFacts } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonDocument, type JsonObject } from '@theriac/read/json';

export function composerFacts(top: JsonObject, document: JsonDocument): LockfileFacts {
  const packages: LockedPackage[] = [];
  const deprecated: DeprecatedPackage[] = [];
  for (const section of ['packages', 'packages-dev']) {
    for (const [index, value] of asArray(get(top, section)).entries()) {
      const entry = asObject(value);
      const name = asString(get(entry, 'name'));
      if (name === undefined) continue;
      const version = asString(get(entry, 'version')) ?? null;
      const abandoned = get(entry, 'abandoned');
      if (abandoned !== undefined && abandoned !== false) {
        const instead = asString(abandoned);
        const message = instead === undefined ? 'abandoned' : `abandoned; use ${instead}`;
        deprecated.push({ name, version, message });
      }
      const origin = originOf(entry);
      if (origin !== null)
        packages.push({
          name,
          version,
          ...origin,
          line: () => document.line(section, index, 'name') ?? document.line(section, index) ?? 1,
        });
    }
  }
  // Hashes are kept only where the repository gives them, so their absence says nothing.
  return { ecosystem: 'composer', packages, hashes: false, deprecated };
}

function originOf(entry: JsonObject): Pick<LockedPackage, 'source' | 'resolved' | 'integrity'> | null {
  const dist = asObject(get(entry, 'dist'));
  const nowhere = get(entry, 'dist') === undefined && get(entry, 'source') === undefined;
  if (nowhere || get(dist, 'type') === 'path') return null;
  const url = asString(get(dist, 'url'));
  const sum = asString(get(dist, 'shasum')) ?? '';
  const git = asObject(get(entry, 'source'));
  const repository = asString(get(git, 'url'));
  const reference = asString(get(git, 'reference')) ?? '';
  const resolved = url ?? (repository === undefined ? undefined : `git+${repository}#${reference}`);
  return {
    source: url === undefined ? 'git' : 'registry',
    integrity: sum === '' ? [] : [`sha1:${sum}`],
    ...(resolved === undefined ? {} : { resolved }),
  };
}
