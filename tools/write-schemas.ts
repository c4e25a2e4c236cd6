/** Writes the JSON schemas under `docs/schema` from the zod schemas: `npm run schemas`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SCHEMA_FILES, SCHEMA_NAMES, schemaText } from '@theriac/cli/schemas';

const FOLDER = new URL('../docs/schema/', import.meta.url);

/** File name → contents. */
export function schemaFiles(): Map<string, string> {
  return new Map(SCHEMA_NAMES.map((name) => [SCHEMA_FILES[name], schemaText(name)]));
}

export function schemaUrl(name: string): URL {
  return new URL(name, FOLDER);
}

const [, script = ''] = process.argv;
if (import.meta.url === pathToFileURL(script).href) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of schemaFiles()) writeFileSync(fileURLToPath(schemaUrl(name)), text);
}
