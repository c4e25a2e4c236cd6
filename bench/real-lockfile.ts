/**
 * The lockfile of a patient portal as npm resolved it in November 2026 (React, FHIR client, Express, Jest, webpack;
 * 1,084 packages): its names, versions, edges, flags and licences, without addresses and hashes.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

interface Lockfile {
  readonly packages: Record<string, { readonly version: string; resolved?: string; integrity?: string }>;
}

const MODULES = 'node_modules/';

/** A package-lock.json with an address and a hash for each package, indented as npm writes it. */
export function portalLock(): string {
  const lock = JSON.parse(
    readFileSync(new URL('testdata/patient-portal.json', import.meta.url), 'utf8'),
  ) as Lockfile;
  for (const [location, entry] of Object.entries(lock.packages)) {
    if (location === '') continue;
    const name = location.slice(location.lastIndexOf(MODULES) + MODULES.length);
    const id = `${name}@${entry.version}`;
    entry.resolved = `https://registry.npm.example/${name}/-/${name.split('/').at(-1)}-${entry.version}.tgz`;
    entry.integrity = `sha512-${createHash('sha512').update(id).digest('base64')}`;
  }
  return `${JSON.stringify(lock, null, 2)}\n`;
}
