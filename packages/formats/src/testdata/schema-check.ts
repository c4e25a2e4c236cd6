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

export function cycloneDxCheck(version: '1.6' = '1.6'): Check {
  const ajv = new Ajv(OPTIONS);
  addFormats.default(ajv);
  // Formats that ajv-formats does not know: internationalised addresses, accepted as any text.
  ajv.addFormat('iri-reference', (text) => !/[\s<>"{}|\\^`]/.test(text));
  ajv.addFormat('idn-email', true);
  ajv.addSchema(read('cyclonedx/schema/spdx.schema.json'));
  ajv.addSchema(read('cyclonedx/schema/jsf-0.82.schema.json'));
  return checkWith(ajv.compile(read(`cyclonedx/schema/bom-${version}.schema.json`)));
}

export function spdxCheck(): Check {
  const ajv = new Ajv2019(OPTIONS);
  addFormats.default(ajv);
  return checkWith(ajv.compile(read('spdx/spec/2.3.1/schemas/spdx-schema.json')));
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
