/** Conversions of types, and what notices failures. */
import { scalar } from '@theriac/core/configuration';
import { boolean, isFailure, listValue, missing, pairsOf, unknown } from '../values.ts';
import { asSet } from './collections.ts';
import type { FunctionTable, TerraformFunction } from './function.ts';

const same: TerraformFunction = ([value]) => value;

export const CONVERSION_FUNCTIONS: FunctionTable = {
  tonumber: ([value], at) => {
    if (value?.kind === 'empty') return value;
    if (value?.kind !== 'scalar' || value.text === '' || Number.isNaN(Number(value.text))) return undefined;
    return scalar(String(Number(value.text)), at);
  },
  tobool: ([value]) =>
    value?.kind === 'empty' || (value?.kind === 'scalar' && /^(?:true|false)$/.test(value.text))
      ? value
      : undefined,
};

export const OPEN_CONVERSION_FUNCTIONS: FunctionTable = {
  tostring: same,
  tomap: same,
  sensitive: same,
  nonsensitive: same,
  ephemeralasnull: same,
  issensitive: (_, at) => boolean(false, at),
  tolist: ([value], at) =>
    value?.kind === 'map' ? undefined : value?.kind === 'list' ? listValue(value.items, at) : value,
  toset: ([value], at) => (value?.kind === 'list' ? asSet(value.items, at) : value),
  try: (args, at) => args.find((arg) => !isFailure(arg)) ?? missing('nothing of it can be evaluated', at),
  can: ([value], at) => {
    if (value === undefined || isFailure(value)) return boolean(false, at);
    return value.kind === 'unknown' ? unknown(value.reason, at) : boolean(true, at);
  },
  defaults: ([value]) => value,
  type: ([value], at) =>
    scalar(value !== undefined && pairsOf(value) !== undefined ? 'object' : 'string', at),
};
