/** Hashes of packages.lock.json. */
import type { LockedPackage, LockfileFacts } from '@theriac/core';
import { asObject, asString, get, type JsonDocument, type JsonObject } from '@theriac/read/json';

export function nugetFacts(top: JsonObject, document: JsonDocument): LockfileFacts {
  const packages: LockedPackage[] = [];
  for (const [framework, list] of Object.entries(asObject(get(top, 'dependencies')))) {
    for (const [name, value] of Object.entries(asObject(list))) {
      const entry = asObject(value);
      if (get(entry, 'type') === 'Project') continue;
      const hash = asString(get(entry, 'contentHash')) ?? '';
      packages.push({
        name,
        version: asString(get(entry, 'resolved')) ?? null,
        source: 'registry',
        integrity: hash === '' ? [] : [`sha512-${hash}`],
        line: () => document.line('dependencies', framework, name) ?? 1,
      });
    }
  }
  return { ecosystem: 'nuget', packages, hashes: true };
}
