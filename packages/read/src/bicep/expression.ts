/** Expressions of Bicep. */
import type { BicepCursor } from './cursor.ts';
import { resourceStatement } from './resource-statement.ts';
import { callArguments, nextStep } from './steps.ts';
import type { TemplateEntry, TemplateExpression, TemplateItem, TemplateStep } from './syntax.ts';
import { isText, text } from './text.ts';

/** Operators, the loosest first. Longer ones stand before those that they begin with. */
const LEVELS: readonly (readonly string[])[] = [
  ['??'],
  ['||'],
  ['&&'],
  ['==', '!=', '=~', '!~'],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** @throws TheriacError THERIAC_INPUT_SYNTAX or THERIAC_INPUT_LIMIT with the line */
export function expression(c: BicepCursor): TemplateExpression {
  return c.nested(c.inBrackets, () => {
    const branches: { condition: TemplateExpression; result: TemplateExpression }[] = [];
    for (;;) {
      const value = operators(c, 0);
      if (!c.takeAcrossLines('?')) {
        const [first] = branches;
        if (first === undefined) return value;
        const { line, column } = first.condition;
        return { kind: 'conditional', branches, otherwise: value, line, column };
      }
      c.skip(true);
      const result = expression(c);
      branches.push({ condition: value, result });
      if (!c.takeAcrossLines(':')) throw c.error('`:` is missing in a conditional');
      c.skip(true);
    }
  });
}

function operators(c: BicepCursor, level: number): TemplateExpression {
  const known = LEVELS[level];
  if (known === undefined) return prefixed(c);
  const first = operators(c, level + 1);
  const rest: { operator: string; operand: TemplateExpression }[] = [];
  for (;;) {
    const before = c.at;
    // A line that starts with one of these goes on with the expression; `-` and `!` may start another one.
    c.skip(true);
    const hasMoved = c.text.slice(before, c.at).includes('\n');
    const operator = known.find((mark) => c.is(mark));
    if (operator === undefined || (hasMoved && !c.inBrackets && /^[-+*/<>%!=]/.test(operator))) {
      c.at = before;
      break;
    }
    c.at += operator.length;
    c.skip(true);
    rest.push({ operator, operand: operators(c, level + 1) });
  }
  const { line, column } = first;
  return rest.length === 0 ? first : { kind: 'operators', first, rest, line, column };
}

function prefixed(c: BicepCursor): TemplateExpression {
  c.skip();
  const place = c.position();
  const signs: string[] = [];
  while (c.is('!') || c.is('-') || c.is('+')) {
    signs.push(c.peek());
    c.at += 1;
    c.skip();
  }
  const of = postfixed(c);
  return signs.length === 0 ? of : { kind: 'prefix', signs, of, ...place };
}

function postfixed(c: BicepCursor): TemplateExpression {
  const of = primary(c);
  const steps: TemplateStep[] = [];
  for (;;) {
    const before = c.at;
    c.skip();
    // `x!` says that it is there.
    if (c.is('!') && !c.is('!=') && !c.is('!~')) {
      c.at += 1;
      continue;
    }
    const step = nextStep(c, expression);
    if (step === undefined) {
      c.at = before;
      break;
    }
    steps.push(step);
  }
  const { line, column } = of;
  return steps.length === 0 ? of : { kind: 'path', of, steps, line, column };
}

function primary(c: BicepCursor): TemplateExpression {
  c.skip();
  const place = c.position();
  if (isText(c)) return text(c, expression);
  if (c.is('(')) return lambda(c) ?? group(c);
  if (c.is('{')) return object(c);
  if (c.is('[')) return listOrLoop(c);
  if (c.isDigit()) {
    const start = c.at;
    while (c.isDigit()) c.at += 1;
    const digits = c.text.slice(start, c.at);
    const value = Number(digits);
    return { kind: 'literal', value: Number.isSafeInteger(value) ? value : digits, ...place };
  }
  const name = c.name();
  if (name === '') throw c.error('an expression is missing');
  const behind = c.at;
  c.skip();
  if (c.is('(')) return { kind: 'call', name, args: callArguments(c, expression), ...place };
  c.at = behind;
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true', ...place };
  if (name === 'null') return { kind: 'literal', value: null, ...place };
  const before = c.at;
  c.skip();
  if (c.take('=>')) {
    c.skip(true);
    return { kind: 'lambda', parameters: [name], body: expression(c), ...place };
  }
  c.at = before;
  return { kind: 'name', name, ...place };
}

function group(c: BicepCursor): TemplateExpression {
  return c.nested(true, () => {
    c.at += 1;
    const value = expression(c);
    c.expect(')', 'an expression');
    return value;
  });
}

/** `(a, b) => …`; undefined where it is only an expression in brackets. */
function lambda(c: BicepCursor): TemplateExpression | undefined {
  const start = c.at;
  const place = c.position();
  const parameters: string[] = [];
  c.at += 1;
  for (;;) {
    c.skip(true);
    const name = c.name();
    if (name !== '') parameters.push(name);
    c.skip(true);
    if (!c.take(',')) break;
  }
  const isClosed = c.take(')');
  c.skip();
  if (!isClosed || !c.take('=>')) {
    c.at = start;
    return undefined;
  }
  c.skip(true);
  return { kind: 'lambda', parameters, body: expression(c), ...place };
}

function listOrLoop(c: BicepCursor): TemplateExpression {
  const place = c.position();
  return c.nested(false, () => {
    c.at += 1;
    c.skip(true);
    if (c.isWord('for')) return loop(c, place);
    const items: TemplateItem[] = [];
    for (;;) {
      c.skip(true);
      if (c.take(']')) return { kind: 'list', items, ...place };
      const spreads = c.take('...');
      items.push({ spreads, value: expression(c) });
      separator(c, ']');
    }
  });
}

/** `for x in xs: …`, `for (x, i) in xs: if (…) { … }` */
function loop(c: BicepCursor, place: { line: number; column: number }): TemplateExpression {
  c.takeWord('for');
  c.skip(true);
  let indexName: string | undefined;
  let itemName: string;
  if (c.take('(')) {
    itemName = c.expectName('a loop');
    c.expect(',', 'a loop');
    indexName = c.expectName('a loop');
    c.expect(')', 'a loop');
  } else itemName = c.expectName('a loop');
  c.skip(true);
  if (!c.takeWord('in')) throw c.error('`in` is missing in a loop');
  c.skip(true);
  const over = expression(c);
  if (!c.takeAcrossLines(':')) throw c.error('`:` is missing in a loop');
  c.skip(true);
  const condition = c.isWord('if') ? conditionOf(c) : undefined;
  const result = expression(c);
  c.skip(true);
  if (!c.take(']')) throw c.error('`]` is missing in a loop');
  return { kind: 'for', itemName, indexName, over, condition, result, ...place };
}

function conditionOf(c: BicepCursor): TemplateExpression {
  c.takeWord('if');
  c.skip(true);
  if (!c.is('(')) throw c.error('`(` is missing in a condition');
  const condition = group(c);
  c.skip(true);
  return condition;
}

/** What stands behind `=` of a resource or module. */
export function bodyExpression(c: BicepCursor): TemplateExpression {
  c.skip(true);
  const place = c.position();
  if (!c.isWord('if')) return expression(c);
  const condition = conditionOf(c);
  return { kind: 'if', condition, result: expression(c), ...place };
}

function object(c: BicepCursor): TemplateExpression {
  const place = c.position();
  return c.nested(false, () => {
    c.at += 1;
    const entries: TemplateEntry[] = [];
    const resources: ReturnType<typeof resourceStatement>[] = [];
    for (;;) {
      c.skip(true);
      if (c.take('}')) return { kind: 'object', entries, resources, ...place };
      if (c.take('@')) {
        postfixed(c);
        continue;
      }
      if (c.take('...')) entries.push({ key: undefined, value: expression(c) });
      else if (isChild(c)) {
        c.takeWord('resource');
        resources.push(resourceStatement(c, bodyExpression));
      } else entries.push(objectEntry(c));
      separator(c, '}');
    }
  });
}

function objectEntry(c: BicepCursor): TemplateEntry {
  const place = c.position();
  const isQuoted = isText(c);
  const key: TemplateExpression = isQuoted
    ? text(c, expression)
    : { kind: 'literal', value: c.expectName('an object'), ...place };
  c.skip();
  if (!c.takeAcrossLines(':')) throw c.error('`:` is missing in an object');
  c.skip(true);
  return { key, value: expression(c) };
}

/** `resource name '…'`, and not an entry `resource: …`. */
function isChild(c: BicepCursor): boolean {
  if (!c.isWord('resource')) return false;
  const before = c.at;
  c.takeWord('resource');
  c.skip();
  const found = c.isNameStart();
  c.at = before;
  return found;
}

/** A comma or a line break, unless it closes. */
function separator(c: BicepCursor, close: string): void {
  c.skip();
  if (c.take(',') || c.is('\n') || c.is(close)) return;
  throw c.error('a line break or a comma is missing');
}
