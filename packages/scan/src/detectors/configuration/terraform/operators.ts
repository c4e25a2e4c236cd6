/** Operators, with three values: what is unknown decides only where it matters. */
import type { ConfigValue, Place } from '@theriac/core/configuration';
import type { HclExpression } from '@theriac/read/hcl';
import { boolean, equals, isFailure, missing, number, truth, unknown } from './values.ts';

export function operate(
  { first, rest }: HclExpression & { readonly kind: 'operators' },
  evaluate: (node: HclExpression) => ConfigValue,
  at: Place,
): ConfigValue {
  let value = evaluate(first);
  for (const { operator, operand } of rest) value = apply(operator, value, () => evaluate(operand), at);
  return value;
}

function apply(operator: string, left: ConfigValue, operand: () => ConfigValue, at: Place): ConfigValue {
  if (operator === '&&' || operator === '||') {
    const decides = operator === '||';
    if (truth(left) === decides) return left;
    const right = operand();
    if (truth(right) === decides) return right;
    const open = [left, right].find((one) => truth(one) === undefined);
    if (open === undefined) return boolean(!decides, at);
    return isFailure(open)
      ? open
      : open.kind === 'unknown'
        ? unknown(open.reason, at)
        : missing('it is neither true nor false', at);
  }
  const right = operand();
  if (operator === '==' || operator === '!=') {
    const same = equals(left, right);
    if (same !== undefined) return boolean(same === (operator === '=='), at);
  }
  const open = [left, right].find((one) => one.kind === 'unknown');
  if (open?.kind === 'unknown') return isFailure(open) ? open : unknown(open.reason, at);
  const [a, b] = [left, right].map((one) =>
    one.kind === 'scalar' && one.text !== '' ? Number(one.text) : Number.NaN,
  );
  if (a === undefined || b === undefined || Number.isNaN(a) || Number.isNaN(b))
    return missing('it is no number', at);
  return arithmetic(operator, a, b, at);
}

function arithmetic(operator: string, a: number, b: number, at: Place): ConfigValue {
  switch (operator) {
    case '<':
      return boolean(a < b, at);
    case '>':
      return boolean(a > b, at);
    case '<=':
      return boolean(a <= b, at);
    case '>=':
      return boolean(a >= b, at);
    case '+':
      return number(a + b, at);
    case '-':
      return number(a - b, at);
    case '*':
      return number(a * b, at);
    case '/':
      return b === 0 ? missing('it is divided by zero', at) : number(a / b, at);
    default:
      return b === 0 ? missing('it is divided by zero', at) : number(a % b, at);
  }
}
