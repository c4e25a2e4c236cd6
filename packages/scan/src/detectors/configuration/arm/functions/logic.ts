/** Functions that decide, count and convert. */
import type { ConfigValue } from '@theriac/core/configuration';
import { boolean, nothing } from '../../terraform/values.ts';
import { coalesced, connected, counted } from '../operators.ts';
import { same, truthOf } from '../symbols.ts';
import type { FunctionTable, TemplateFunction } from './function.ts';

const arithmetic = (name: string): TemplateFunction => {
  return ([a, b], at) => (a === undefined || b === undefined ? undefined : counted(name, a, b, at));
};

export const LOGIC_FUNCTIONS: FunctionTable = {
  true: (_, at) => boolean(true, at),
  false: (_, at) => boolean(false, at),
  null: (_, at) => nothing(at),
  bool: ([value], at) => {
    const known = value?.kind === 'scalar' && /^[01]$/.test(value.text) ? value.text === '1' : truthOf(value);
    return known === undefined ? undefined : boolean(known, at);
  },
  not: ([value], at) => {
    const known = truthOf(value);
    return known === undefined ? undefined : boolean(!known, at);
  },
  and: (args, at) => connected('and', args, at),
  or: (args, at) => connected('or', args, at),
  xor: ([a, b], at) => {
    const [x, y] = [truthOf(a), truthOf(b)];
    return x === undefined || y === undefined ? undefined : boolean(x !== y, at);
  },
  equals: ([a, b], at) => {
    const known = a === undefined || b === undefined ? undefined : same(a, b);
    return known === undefined ? undefined : boolean(known, at);
  },
  coalesce: (args, at) => coalesced(args, at),
  add: arithmetic('add'),
  sub: arithmetic('sub'),
  mul: arithmetic('mul'),
  div: arithmetic('div'),
  mod: arithmetic('mod'),
  less: arithmetic('less'),
  lessorequals: arithmetic('lessOrEquals'),
  greater: arithmetic('greater'),
  greaterorequals: arithmetic('greaterOrEquals'),
  any: ([value]): ConfigValue | undefined => value,
};
