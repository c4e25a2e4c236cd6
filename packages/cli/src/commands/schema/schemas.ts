/** The JSON schemas of what Theriac reads and writes, from the zod schemas that check both. */
import { scanResultSchema } from '@theriac/core/schema/scan-result';
import { configSchema } from '@theriac/govern/config-schema';
import { z } from 'zod';

export const SCHEMA_FILES = {
  'scan-result': 'scan-result.schema.json',
  config: 'theriac.schema.json',
} as const;

export type SchemaName = keyof typeof SCHEMA_FILES;

/** JSON Schema, draft 2020-12, with a final line break. */
export function schemaText(name: SchemaName): string {
  const schema =
    name === 'config'
      ? { ...z.toJSONSchema(configSchema, { io: 'input' }), title: 'theriac.yaml' }
      : { ...z.toJSONSchema(scanResultSchema, { io: 'output' }), title: 'Theriac scan result' };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
