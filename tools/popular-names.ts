/**
 * Writes the lists of popular names that the check for look-alike names knows:
 *
 *   npm run popular-names -- --pypi FILE
 *
 * npm: from the package `npm-high-impact` (MIT), a development dependency. PyPI: from a table of names, most used
 * first (tab-separated with a header whose first column is `name`, gzip or not), given by path; without it that list
 * stays as it is. Only hashes are written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateRawSync, gunzipSync } from 'node:zlib';
import { ecosystem } from '@theriac/core';
import { packNames } from '@theriac/scan/popular-names';
import { npmTopDependents, npmTopDownloads } from 'npm-high-impact';

const FOLDER = new URL('../packages/scan/src/detectors/supply-chain/names/', import.meta.url);
const MOST = 18_000;

/** The module with the names of npm. */
export function npmList(): string {
  return listModule('npm', [...npmTopDownloads, ...npmTopDependents], 'npm-high-impact (MIT)');
}

/** The module with the names of PyPI. @param table names in the first column below a header, most used first */
export function pypiList(table: Uint8Array): string {
  const text = (table[0] === 0x1f ? gunzipSync(table) : Buffer.from(table)).toString('utf8');
  const names = text
    .split('\n')
    .slice(1)
    .map((line) => line.slice(0, Math.max(line.indexOf('\t'), 0)))
    .filter((name) => name !== '');
  return listModule('pypi', names, 'public download counts');
}

function listModule(id: 'npm' | 'pypi', names: readonly string[], source: string): string {
  const normalised = names.map((name) => ecosystem(id).normalizeName(name));
  const packed = packNames([...new Set(normalised)].slice(0, MOST));
  return `/** The most used names of ${ecosystem(id).title}, hashed (\`npm run popular-names\`). Source: ${source}. */
export const PACKED =
  '${Buffer.from(packed.names).toString('base64')}';
/** Halves of well-known names: a bit map, deflated. */
export const HALVES =
  '${deflateRawSync(packed.halves, { level: 9 }).toString('base64')}';
`;
}

if (import.meta.main) {
  const write = (file: string, text: string): void =>
    writeFileSync(fileURLToPath(new URL(file, FOLDER)), text);
  write('popular-npm.ts', npmList());
  const at = process.argv.indexOf('--pypi');
  const table = at < 0 ? undefined : process.argv[at + 1];
  if (table !== undefined) write('popular-pypi.ts', pypiList(readFileSync(table)));
}
