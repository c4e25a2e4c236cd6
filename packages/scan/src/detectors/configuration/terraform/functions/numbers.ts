/** Functions of numbers, and of time. */
import type { ConfigValue } from '@theriac/core/configuration';
import { number, numberOf } from '../values.ts';
import { type FunctionTable, outside, type TerraformFunction } from './function.ts';

const ofNumbers =
  (run: (...numbers: number[]) => number): TerraformFunction =>
  (args, at) => {
    const given = args.flatMap((arg): readonly ConfigValue[] => (arg.kind === 'list' ? arg.items : [arg]));
    const numbers = given.map(numberOf);
    if (numbers.length === 0 || numbers.length > 10_000 || numbers.includes(undefined)) return undefined;
    const result = run(...numbers.flatMap((one) => one ?? []));
    return Number.isFinite(result) ? number(result, at) : undefined;
  };

const TIME = outside('it depends on the time at which it is applied');
const RANDOM = outside('it differs each time');

export const NUMBER_FUNCTIONS: FunctionTable = {
  abs: ofNumbers((a) => Math.abs(a)),
  ceil: ofNumbers((a) => Math.ceil(a)),
  floor: ofNumbers((a) => Math.floor(a)),
  signum: ofNumbers((a) => Math.sign(a)),
  log: ofNumbers((a, base = Math.E) => Math.log(a) / Math.log(base)),
  pow: ofNumbers((a, b = 1) => a ** b),
  max: ofNumbers((...all) => all.reduce((a, b) => Math.max(a, b))),
  min: ofNumbers((...all) => all.reduce((a, b) => Math.min(a, b))),
  sum: ofNumbers((...all) => all.reduce((a, b) => a + b)),
  parseint: ([text, base], at) => {
    const radix = numberOf(base);
    const found =
      text?.kind === 'scalar' && radix !== undefined ? Number.parseInt(text.text, radix) : Number.NaN;
    return Number.isNaN(found) ? undefined : number(found, at);
  },
  timestamp: TIME,
  plantimestamp: TIME,
  formatdate: TIME,
  timeadd: TIME,
  timecmp: TIME,
  uuid: RANDOM,
  bcrypt: RANDOM,
};
