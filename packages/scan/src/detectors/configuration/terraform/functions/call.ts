/** Calls of functions: pure ones are computed; the others, and those of providers, are unknown. */
import type { ConfigValue, Place } from '@theriac/core/configuration';
import type { HclExpression } from '@theriac/read/hcl';
import { bounded, isFailure, pairsOf, type Unknown, unknown, unknownIn } from '../values.ts';
import { COLLECTION_FUNCTIONS, OPEN_COLLECTION_FUNCTIONS } from './collections.ts';
import { CONVERSION_FUNCTIONS, OPEN_CONVERSION_FUNCTIONS } from './conversions.ts';
import { ENCODING_FUNCTIONS, OPEN_ENCODING_FUNCTIONS } from './encoding.ts';
import { FILE_FUNCTIONS } from './files.ts';
import { type CallContext, type FunctionTable, openResult, wrongArguments } from './function.ts';
import { NETWORK_FUNCTIONS } from './network.ts';
import { NUMBER_FUNCTIONS } from './numbers.ts';
import { OPEN_STRING_FUNCTIONS, STRING_FUNCTIONS } from './strings.ts';

/** Asked only when every argument is known. */
const FUNCTIONS: FunctionTable = {
  ...STRING_FUNCTIONS,
  ...COLLECTION_FUNCTIONS,
  ...CONVERSION_FUNCTIONS,
  ...ENCODING_FUNCTIONS,
  ...FILE_FUNCTIONS,
  ...NETWORK_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
};

/** Make something of arguments that are known in part. */
const OPEN_FUNCTIONS: FunctionTable = {
  ...OPEN_STRING_FUNCTIONS,
  ...OPEN_COLLECTION_FUNCTIONS,
  ...OPEN_CONVERSION_FUNCTIONS,
  ...OPEN_ENCODING_FUNCTIONS,
};

export function callFunction(
  node: HclExpression & { readonly kind: 'call' },
  context: CallContext,
  at: Place,
): ConfigValue {
  const name = node.name.replace(/^core::/, '');
  const args = argumentsOf(node, context, at);
  if (!Array.isArray(args)) return args;
  if (!context.scope.budget.spend(args.length)) return unknown('there is too much to evaluate', at);
  const open = Object.hasOwn(OPEN_FUNCTIONS, name) ? OPEN_FUNCTIONS[name] : undefined;
  if (open !== undefined) return bounded(open(args, at, context) ?? wrongArguments(name, at));
  const run = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (run === undefined) return unknown(`the function ${name.slice(0, 60)} is not evaluated`, at);
  const failed = args.find(isFailure);
  if (failed !== undefined) return failed;
  for (const arg of args) {
    const found = unknownIn(arg);
    if (found !== undefined) return openResult(found, args, at);
  }
  return bounded(run(args, at, context) ?? wrongArguments(name, at));
}

function argumentsOf(
  node: HclExpression & { readonly kind: 'call' },
  context: CallContext,
  at: Place,
): ConfigValue[] | Unknown {
  const args = node.args.map((arg) => context.evaluate(arg));
  if (!node.expands) return args;
  const last = args.pop();
  if (last === undefined) return args;
  const items = pairsOf(last);
  if (items === undefined) return unknown(last.kind === 'unknown' ? last.reason : 'it is no list', at);
  return [...args, ...items.map(([, item]) => item)];
}
