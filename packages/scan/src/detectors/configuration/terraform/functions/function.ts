/** What a function of Terraform is here. */
import type { ConfigValue, Place } from '@theriac/core/configuration';
import type { HclExpression } from '@theriac/read/hcl';
import type { Scope } from '../scope.ts';
import { missing, refersOf, type Unknown, unknown } from '../values.ts';

export interface CallContext {
  readonly scope: Scope;
  readonly evaluate: (node: HclExpression) => ConfigValue;
  readonly evaluateTemplate: (node: HclExpression, path: string, variables: ConfigValue) => ConfigValue;
}

/** Arguments and place to a value; undefined: the arguments are not what the function takes. */
export type TerraformFunction = (
  args: readonly ConfigValue[],
  at: Place,
  context: CallContext,
) => ConfigValue | undefined;

export type FunctionTable = Readonly<Record<string, TerraformFunction>>;

/** A function of texts. */
export function ofTexts(run: (...texts: string[]) => string | undefined): TerraformFunction {
  return (args, at) => {
    const texts = args.flatMap((arg) => (arg.kind === 'scalar' ? [arg.text] : []));
    if (texts.length < args.length) return undefined;
    const text = run(...texts);
    return text === undefined ? undefined : { kind: 'scalar', text, at };
  };
}

/** What a function gives that cannot be told. */
export function outside(reason: string): TerraformFunction {
  return (args, at) => unknown(reason, at, [...new Set(args.flatMap(refersOf))]);
}

/** What is not known among the arguments, as the result. */
export function openResult(open: Unknown, args: readonly ConfigValue[], at: Place): ConfigValue {
  return unknown(open.reason, at, [...new Set(args.flatMap(refersOf))]);
}

export const wrongArguments = (name: string, at: Place): ConfigValue =>
  missing(`${name} does not take such arguments`, at);
