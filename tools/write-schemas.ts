/** Writes the JSON schemas under `docs/schema` from the zod schemas: `npm run schemas`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { scanResultSchema } from '@theriac/core/finding/scan-result-schema';
import { configSchema } from '@theriac/govern/config-schema';
import { z } from 'zod';

const FOLDER = new URL('../docs/schema/', import.meta.url);

/** File name → contents. */
export function schemaFiles(): Map<string, string> {
  const write = (schema: z.ZodType, title: string, io: 'input' | 'output'): string =>
    `${JSON.stringify({ ...z.toJSONSchema(schema, { io }), title }, null, 2)}\n`;
  return new Map([
    ['scan-result.schema.json', write(scanResultSchema, 'Theriac scan result', 'output')],
    ['theriac.schema.json', write(configSchema, 'theriac.yaml', 'input')],
  ]);
}

export function schemaUrl(name: string): URL {
  return new URL(name, FOLDER);
}

const [, script = ''] = process.argv;
if (import.meta.url === pathToFileURL(script).href) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of schemaFiles()) writeFileSync(fileURLToPath(schemaUrl(name)), text);
}
