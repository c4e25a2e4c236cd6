/**
 * The pages of the documentation: read from `docs/` here; the build replaces this module by one that contains the texts,
 * so that the package and the single executable carry them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const FOLDER = new URL('../../../../../docs/', import.meta.url);

/** Name of the page (`gate`, `errors`) → Markdown. */
export function docTexts(): ReadonlyMap<string, string> {
  const pages = ['', 'reference/'].flatMap((folder) =>
    readdirSync(new URL(folder, FOLDER))
      .filter((name) => name.endsWith('.md'))
      .map((name) => [basename(name, '.md'), readFileSync(new URL(folder + name, FOLDER), 'utf8')] as const),
  );
  return new Map(pages.sort(([a], [b]) => (a < b ? -1 : 1)));
}
