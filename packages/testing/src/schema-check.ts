/** Validates documents against the official schemas that packages of the registry carry. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { csaf_2_0 as csafSchemaTest } from '@secvisogram/csaf-validator-lib/schemaTests.js';
import { Ajv, type Options, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const require = createRequire(import.meta.url);
const CYCLONEDX = join(dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')), 'res/schema');
const SARIF = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

export const OPTIONS: Options = { strict: false, allErrors: true };

/** @returns what is wrong with a document, one line each; empty when it is valid */
export type Check = (text: string) => string[];

/** The library calls its copies `x.SNAPSHOT.schema.json`, in references too; their ids have the official names. */
const schemaOf = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path, 'utf8').replaceAll('.SNAPSHOT.', '.')) as Record<string, unknown>;

export function checkWith(validate: ValidateFunction): Check {
  return (text) => {
    validate(JSON.parse(text));
    return (validate.errors ?? []).map(
      (e) => `${e.instancePath} ${e.message ?? ''} ${JSON.stringify(e.params)}`,
    );
  };
}

export function sarifCheck(): Check {
  // One pattern of this schema is not a valid expression in Unicode mode.
  const ajv = new Ajv({ ...OPTIONS, unicodeRegExp: false });
  addFormats.default(ajv);
  // The schema is draft 4; draft 7 reads all of it the same way except these two keys.
  const { $schema: _schema, id: _id, ...schema } = schemaOf(SARIF);
  return checkWith(ajv.compile(schema));
}

export type CycloneDxJson = '1.2' | '1.3' | '1.4' | '1.5' | '1.6' | '1.7';

/** Of 1.2 and 1.3 the strict schemas, which allow nothing that they do not know. */
export function cycloneDxCheck(version: CycloneDxJson = '1.6'): Check {
  const ajv = new Ajv(OPTIONS);
  addFormats.default(ajv);
  // Formats that ajv-formats does not know: internationalised addresses, accepted as any text.
  ajv.addFormat('iri-reference', (text) => !/[\s<>"{}|\\^`]/.test(text));
  ajv.addFormat('idn-email', true);
  ajv.addFormat('string', true);
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(schemaOf(`${CYCLONEDX}/${name}.SNAPSHOT.schema.json`));
  const strict = version === '1.2' || version === '1.3' ? '-strict' : '';
  return checkWith(ajv.compile(schemaOf(`${CYCLONEDX}/bom-${version}${strict}.SNAPSHOT.schema.json`)));
}

/**
 * Validates many XML documents against the official schema of their version.
 * @returns what is wrong, one line each with the name of the document
 */
export async function cycloneDxXsdErrors(
  version: string,
  documents: ReadonlyMap<string, string>,
): Promise<string[]> {
  const { validateXML } = await import('xmllint-wasm');
  const schema = (name: string): string =>
    readFileSync(`${CYCLONEDX}/${name}.SNAPSHOT.xsd`, 'utf8').replaceAll('.SNAPSHOT.', '.');
  const { errors } = await validateXML({
    xml: [...documents].map(([name, contents]) => ({
      fileName: `${name.replace(/[^\w.-]/g, '_')}.xml`,
      contents,
    })),
    schema: [schema(`bom-${version}`)],
    preload: [{ fileName: 'spdx.xsd', contents: schema('spdx') }],
    initialMemoryPages: 2048,
    maxMemoryPages: 16_384,
  });
  return errors.map((error) => error.rawMessage);
}

export function csafCheck(): Check {
  return (text) => csafSchemaTest(JSON.parse(text)).errors.map((e) => `${e.instancePath} ${e.message ?? ''}`);
}
