/** The public fixtures beside the repository, for tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIXTURES = new URL('../../../../shared/fixtures/', import.meta.url);
/** Test data of the extractors of one public scanner, by language and format. */
export const LANGUAGES = 'extractors/osv-scalibr/extractor/filesystem/language';

export function fixture(path: string): Buffer {
  return readFileSync(new URL(path, FIXTURES));
}

/** All regular files below `folder`, relative to it, sorted. */
export function fixtureNames(folder: string): string[] {
  const base = new URL(`${folder}/`, FIXTURES);
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => relative(fileURLToPath(base), join(e.parentPath, e.name)))
    .sort();
}
