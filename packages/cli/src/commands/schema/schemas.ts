/** The JSON schemas of what Theriac reads and writes, from the zod schemas that check both. */
import { area, scanResultSchema } from '@theriac/core/scan-result-schema';
import { areaName, configSchema } from '@theriac/govern/config-schema';
import { ownRulesSchema } from '@theriac/govern/own-rules';
import { KNOWN_AREAS } from '@theriac/scan/plugins';
import { z } from 'zod';

export const SCHEMA_NAMES = ['config', 'rules', 'scan-result'] as const;
type SchemaName = (typeof SCHEMA_NAMES)[number];

/** What the files of the published schemas are called. */
export const SCHEMA_FILES: Readonly<Record<SchemaName, string>> = {
  config: 'theriac.schema.json',
  rules: 'rules.schema.json',
  'scan-result': 'scan-result.schema.json',
};

const SCHEMAS: Readonly<Record<SchemaName, () => object>> = {
  config: () => ({
    ...z.toJSONSchema(configSchema, { io: 'input', override: withAreas }),
    title: 'theriac.yaml',
  }),
  rules: () => ({ ...z.toJSONSchema(ownRulesSchema, { io: 'input' }), title: 'Own rules of Theriac' }),
  'scan-result': () => ({
    ...z.toJSONSchema(scanResultSchema, { io: 'output', override: withAreas }),
    title: 'Theriac scan result',
  }),
};

/** JSON Schema, draft 2020-12, with a final line break. */
export function schemaText(name: SchemaName): string {
  return `${JSON.stringify(SCHEMAS[name](), null, 2)}\n`;
}

/** Areas are declared by detectors, so only here are all of them known. */
function withAreas({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: unknown;
  jsonSchema: { enum?: unknown[] };
}): void {
  if (zodSchema === area || zodSchema === areaName) jsonSchema.enum = [...KNOWN_AREAS];
}
