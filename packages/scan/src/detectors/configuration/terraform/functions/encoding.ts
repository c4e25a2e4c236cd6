/** Encodings. What `jsonencode` is given stays a structure, so that rules see into policies. */
import { createHash } from 'node:crypto';
import { scalar } from '@theriac/core/configuration';
import { jsonValue } from '../json-values.ts';
import { listValue, mapValue, templateText, unknown } from '../values.ts';
import { type FunctionTable, ofTexts, outside, type TerraformFunction } from './function.ts';

const hash =
  (name: string, encoding: 'hex' | 'base64' = 'hex'): TerraformFunction =>
  ([value], at) =>
    value === undefined
      ? undefined
      : scalar(createHash(name).update(templateText(value)).digest(encoding), at);

const COMPRESSED = outside('it is compressed');

export const ENCODING_FUNCTIONS: FunctionTable = {
  base64encode: ([value], at) =>
    value === undefined ? undefined : scalar(Buffer.from(templateText(value)).toString('base64'), at),
  base64decode: ofTexts((text) => Buffer.from(text, 'base64').toString('utf8')),
  urlencode: ofTexts((text) => encodeURIComponent(text)),
  textencodebase64: outside('the encoding is not computed'),
  textdecodebase64: outside('the encoding is not computed'),
  base64gzip: COMPRESSED,
  md5: hash('md5'),
  sha1: hash('sha1'),
  sha256: hash('sha256'),
  sha512: hash('sha512'),
  base64sha256: hash('sha256', 'base64'),
  base64sha512: hash('sha512', 'base64'),
  uuidv5: outside('it is not computed'),
  rsadecrypt: outside('it is not decrypted'),
  csvdecode: ([value], at) => {
    if (value?.kind !== 'scalar' || value.text.includes('"'))
      return unknown('quoted fields are not read', at);
    const [head = '', ...rows] = value.text.split('\n').filter((line) => line.trim() !== '');
    const names = head.trim().split(',');
    return listValue(
      rows.map((row) => {
        const fields = row.trim().split(',');
        return mapValue(
          names.map((name, i) => [name, scalar(fields[i] ?? '', at)] as const),
          at,
        );
      }),
      at,
    );
  },
};

export const OPEN_ENCODING_FUNCTIONS: FunctionTable = {
  jsonencode: ([value]) => value,
  yamlencode: ([value]) => value,
  jsondecode: ([value]) => {
    if (value === undefined || value.kind === 'list' || value.kind === 'map' || value.kind === 'empty')
      return value;
    if (value.kind === 'unknown' && value.pieces === undefined) return value;
    return jsonValue(templateText(value), value.at, value);
  },
  yamldecode: ([value], at, { scope }) => {
    if (value?.kind !== 'scalar') return value;
    return scope.readYamlText?.(value.text, value.at) ?? unknown('the YAML is not read', at);
  },
};
