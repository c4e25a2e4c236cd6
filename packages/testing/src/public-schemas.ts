/** Official schemas that no package of the registry carries, from the public conformance sets. */
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { fixture } from './public-sets.ts';
import { type Check, checkWith, OPTIONS } from './schema-check.ts';

const read = (path: string): Record<string, unknown> =>
  JSON.parse(fixture(path).toString('utf8')) as Record<string, unknown>;

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

export function openVexCheck(): Check {
  const ajv = new Ajv2020(OPTIONS);
  addFormats.default(ajv);
  ajv.addFormat('iri', (text) => !/[\s<>"{}|\\^`]/.test(text));
  return checkWith(ajv.compile(read('openvex/spec/openvex_json_schema.json')));
}
