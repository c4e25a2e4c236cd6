/** Validates documents against the official schemas among the public fixtures. */
import { readFileSync } from 'node:fs';
import { Ajv, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export const FIXTURES = new URL('../../../../../shared/fixtures/', import.meta.url);

const OPTIONS: Options = { strict: false, allErrors: true };

/** @returns what is wrong with a document, one line each; empty when it is valid */
export type Check = (text: string) => string[];

function read(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(path, FIXTURES), 'utf8')) as Record<string, unknown>;
}

function checkWith(validate: ValidateFunction): Check {
  return (text) => {
    validate(JSON.parse(text));
    return (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message ?? ''} ${JSON.stringify(e.params)}`);
  };
}

export function sarifCheck(): Check {
  const ajv = new Ajv(OPTIONS);
  addFormats.default(ajv);
  // The schema is draft 4, of which it uses nothing that draft 7 reads otherwise but these two keys.
  const { $schema: _schema, id: _id, ...schema } = read('sarif/sarif-2.1/schema/sarif-schema-2.1.0.json');
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
  ajv.addSchema(read('cyclonedx/schema/spdx.schema.json'));
  ajv.addSchema(read('cyclonedx/schema/jsf-0.82.schema.json'));
  ajv.addSchema(read('cyclonedx/schema/cryptography-defs.schema.json'));
  const strict = version === '1.2' || version === '1.3' ? '-strict' : '';
  return checkWith(ajv.compile(read(`cyclonedx/schema/bom-${version}${strict}.schema.json`)));
}

/**
 * Validates many XML documents against the official schema of their version.
 * @returns what is wrong, one line each with the name of the document
 */
export async function cycloneDxXsdErrors(version: string, documents: ReadonlyMap<string, string>): Promise<string[]> {
  const { validateXML } = await import('xmllint-wasm');
  const schema = (name: string): string =>
    readFileSync(new URL(`cyclonedx/schema/${name}.xsd`, FIXTURES), 'utf8').replaceAll(
      'http://cyclonedx.org/schema/spdx"/>',
      'spdx.xsd"/>',
    );
  const { errors } = await validateXML({
    xml: [...documents].map(([name, contents]) => ({ fileName: `${name.replace(/[^\w.-]/g, '_')}.xml`, contents })),
    schema: [schema(`bom-${version}`)],
    preload: [{ fileName: 'spdx.xsd', contents: schema('spdx') }],
    initialMemoryPages: 2048,
    maxMemoryPages: 16_384,
  });
  return errors.map((error) => error.rawMessage);
}

export function spdxCheck(version: '2.2' | '2.3' = '2.3'): Check {
  const ajv = new Ajv2019(OPTIONS);
  addFormats.default(ajv);
  const folder = version === '2.2' ? '2.2.2' : '2.3.1';
  const { $schema: _schema, ...schema } = read(`spdx/spec/${folder}/schemas/spdx-schema.json`);
  return checkWith(ajv.compile(schema));
}

export function spdx3Check(): Check {
  const ajv = new Ajv2020(OPTIONS);
  addFormats.default(ajv);
  return checkWith(ajv.compile(read('spdx/spec/3.0.1/schema.json')));
}

export function csafCheck(): Check {
  const ajv = new Ajv2020(OPTIONS);
  addFormats.default(ajv);
  for (const version of ['2.0', '3.0', '3.1']) {
    const path = `csaf/csaf_2.0/referenced_schema/first/cvss-v${version}.json`;
    const { $schema: _schema, id: _id, ...schema } = read(path);
    ajv.addSchema(schema, `https://www.first.org/cvss/cvss-v${version}.json`);
  }
  return checkWith(ajv.compile(read('csaf/csaf_2.0/json_schema/csaf_json_schema.json')));
}

export function openVexCheck(): Check {
  const ajv = new Ajv2020(OPTIONS);
  addFormats.default(ajv);
  ajv.addFormat('iri', (text) => !/[\s<>"{}|\\^`]/.test(text));
  return checkWith(ajv.compile(read('openvex/spec/openvex_json_schema.json')));
}
