/**
 * Where the large public test sets and feeds are. They are not part of the repository: whoever wants the tests over
 * them names a folder in an environment variable. docs/reference/test-sets.md says what each folder holds and where
 * it comes from.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

interface PublicSet {
  readonly variable: 'THERIAC_FIXTURES' | 'THERIAC_FEEDS';
  readonly holds: string;
  readonly command: string;
  /** A folder that each copy of the set has. */
  readonly probe: string;
}

export const FIXTURES: PublicSet = {
  variable: 'THERIAC_FIXTURES',
  holds: 'public conformance sets',
  command: 'THERIAC_FIXTURES=DIR npm run test:conformance',
  probe: 'extractors',
};

export const FEEDS: PublicSet = {
  variable: 'THERIAC_FEEDS',
  holds: 'a mirror of the public advisory feeds',
  command: 'THERIAC_FEEDS=DIR npm run test:accuracy',
  probe: 'osv',
};

/**
 * @returns the absolute path of the folder
 * @throws when the variable is missing or names something else, with what to do
 */
export function folderOf(set: PublicSet): string {
  const given = process.env[set.variable];
  if (given === undefined || given === '')
    throw new Error(
      `${set.variable} is not set: it names the folder with ${set.holds}. ` +
        `Next: ${set.command} (docs/reference/test-sets.md says what belongs in the folder).`,
    );
  const folder = resolve(given);
  if (!existsSync(join(folder, set.probe)) || !statSync(folder).isDirectory())
    throw new Error(
      `${set.variable}=${given}: there is no folder ${join(folder, set.probe)}. ` +
        `Next: name the folder with ${set.holds} (docs/reference/test-sets.md says what belongs in it).`,
    );
  return folder;
}

export const fixturesFolder = (): string => folderOf(FIXTURES);
export const feedsFolder = (): string => folderOf(FEEDS);

/** @param path below the folder of conformance sets; a folder ends with a slash where something is resolved against it */
export const fixturePath = (path: string): string => join(fixturesFolder(), path);
export const fixtureUrl = (path: string): URL => pathToFileURL(fixturePath(path));

/** @param path below the mirror of the feeds */
export const feedPath = (path: string): string => join(feedsFolder(), path);
export const feedUrl = (path: string): URL => pathToFileURL(feedPath(path));

/** Test data of the extractors of one public scanner, by language and format. */
export const LANGUAGES = 'extractors/osv-scalibr/extractor/filesystem/language';

export function fixture(path: string): Buffer {
  return readFileSync(fixturePath(path));
}

/** All regular files below `folder`, relative to it, sorted. */
export function fixtureNames(folder: string): string[] {
  const base = fixturePath(folder);
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(base, join(entry.parentPath, entry.name)))
    .sort();
}
