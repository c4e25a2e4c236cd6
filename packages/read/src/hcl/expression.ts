/** Expressions of HCL. */
import type { HclCursor } from './cursor.ts';
import { loopNames } from './loop-names.ts';
import type { HclEntry, HclExpression, HclStep } from './syntax.ts';
import { heredoc, quotedTemplate } from './template.ts';

/** Operators, the loosest first. Longer ones stand before those that they begin with. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** @throws TheriacError THERIAC_INPUT_SYNTAX or THERIAC_INPUT_LIMIT with the line */
export function expression(c: HclCursor): HclExpression {
  return c.nested(c.inBrackets, () => {
    const branches: { condition: HclExpression; result: HclExpression }[] = [];
    for (;;) {
      const value = operators(c, 0);
      c.skip();
      if (!c.take('?')) {
        const [first] = branches;
        if (first === undefined) return value;
        const { line, column } = first.condition;
        return { kind: 'conditional', branches, otherwise: value, line, column };
      }
      const result = expression(c);
      branches.push({ condition: value, result });
      c.expect(':', 'a conditional');
    }
  });
}

function operators(c: HclCursor, level: number): HclExpression {
  const known = LEVELS[level];
  if (known === undefined) return prefixed(c);
  const first = operators(c, level + 1);
  const rest: { operator: string; operand: HclExpression }[] = [];
  for (;;) {
    c.skip();
    const operator = known.find((mark) => c.is(mark));
    // `%{` and `=>` belong to templates and to `for`.
    if (operator === undefined || (operator === '%' && c.is('%{'))) break;
    c.at += operator.length;
    rest.push({ operator, operand: operators(c, level + 1) });
  }
  const { line, column } = first;
  return rest.length === 0 ? first : { kind: 'operators', first, rest, line, column };
}

function prefixed(c: HclCursor): HclExpression {
  c.skip();
  const place = c.position();
  const signs: string[] = [];
  while (c.is('!') || c.is('-')) {
    signs.push(c.peek());
    c.at += 1;
    c.skip();
  }
  const of = postfixed(c);
  return signs.length === 0 ? of : { kind: 'prefix', signs, of, ...place };
}

function postfixed(c: HclCursor): HclExpression {
  const of = primary(c);
  const steps: HclStep[] = [];
  for (;;) {
    const before = c.at;
    c.skip();
    const step = c.is('[') ? bracketStep(c) : c.is('.') && c.peek(1) !== '.' ? dotStep(c) : undefined;
    if (step === undefined) {
      c.at = before;
      break;
    }
    steps.push(step);
  }
  const { line, column } = of;
  return steps.length === 0 ? of : { kind: 'path', of, steps, line, column };
}

function dotStep(c: HclCursor): HclStep {
  c.at += 1;
  c.skip();
  if (c.take('*')) return { kind: 'splat', attributesOnly: true };
  const place = c.position();
  const start = c.at;
  while (c.isDigit()) c.at += 1;
  if (c.at > start)
    return { kind: 'index', key: { kind: 'literal', value: Number(c.text.slice(start, c.at)), ...place } };
  const name = c.name();
  if (name === '') throw c.error('a name is missing after `.`');
  return { kind: 'attribute', name };
}

function bracketStep(c: HclCursor): HclStep {
  return c.nested(true, () => {
    c.at += 1;
    c.skip();
    if (c.is('*')) {
      c.at += 1;
      c.expect(']', 'a splat');
      return { kind: 'splat', attributesOnly: false };
    }
    const key = expression(c);
    c.expect(']', 'an index');
    return { kind: 'index', key };
  });
}

function primary(c: HclCursor): HclExpression {
  c.skip();
  const place = c.position();
  const start = c.at;
  if (c.isDigit()) return { kind: 'literal', value: number(c), ...place };
  if (c.is('"')) return quotedTemplate(c, expression);
  if (c.is('<<')) return heredoc(c, expression);
  if (c.take('('))
    return c.nested(true, () => {
      const inner = expression(c);
      c.expect(')', 'an expression in parentheses');
      return inner;
    });
  if (c.is('[')) return listOrFor(c);
  if (c.is('{')) return objectOrFor(c);
  let name = c.name();
  if (name === '') throw c.error(c.at >= c.end ? 'an expression is missing' : 'no expression starts here');
  while (c.is('::')) {
    c.at += 2;
    name = `${name}::${c.name()}`;
  }
  if (c.is('(')) return call(c, name, start);
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true', ...place };
  if (name === 'null') return { kind: 'literal', value: null, ...place };
  return { kind: 'name', name, ...place };
}

function number(c: HclCursor): number {
  const start = c.at;
  const digits = (): void => {
    while (c.isDigit()) c.at += 1;
  };
  digits();
  if (c.is('.') && c.isDigit(c.at + 1)) {
    c.at += 1;
    digits();
  }
  if (c.is('e') || c.is('E')) {
    const signed = c.peek(1) === '+' || c.peek(1) === '-' ? 2 : 1;
    if (c.isDigit(c.at + signed)) {
      c.at += signed;
      digits();
    }
  }
  return Number(c.text.slice(start, c.at));
}

function call(c: HclCursor, name: string, start: number): HclExpression {
  return c.nested(true, () => {
    c.at += 1;
    const args: HclExpression[] = [];
    let expands = false;
    for (;;) {
      c.skip();
      if (c.take(')')) break;
      args.push(expression(c));
      c.skip();
      if (c.take('...')) expands = true;
      c.skip();
      if (c.take(')')) break;
      if (!c.take(',')) throw c.error(`\`)\` is missing after the arguments of ${name.slice(0, 60)}`);
    }
    return { kind: 'call', name, args, expands, ...c.position(start) };
  });
}

function listOrFor(c: HclCursor): HclExpression {
  const place = c.position();
  return c.nested(true, () => {
    c.at += 1;
    c.skip();
    if (c.isWord('for')) return forExpression(c, ']', place);
    const items: HclExpression[] = [];
    for (;;) {
      c.skip();
      if (c.take(']')) break;
      items.push(expression(c));
      c.skip();
      if (c.take(']')) break;
      if (!c.take(',')) throw c.error('`]` is missing at the end of a list');
    }
    return { kind: 'list', items, ...place };
  });
}

function objectOrFor(c: HclCursor): HclExpression {
  const place = c.position();
  return c.nested(false, () => {
    c.at += 1;
    c.skip(true);
    if (c.isWord('for')) {
      const before = c.at;
      c.at += 3;
      c.skip(true);
      const isKey = c.is('=') || c.is(':');
      c.at = before;
      if (!isKey) {
        c.inBrackets = true;
        return forExpression(c, '}', place);
      }
    }
    const entries: HclEntry[] = [];
    for (;;) {
      c.skip(true);
      if (c.take('}')) break;
      const key = objectKey(c);
      c.skip();
      if (!c.take('=') && !c.take(':')) throw c.error('`=` is missing after a key');
      c.skip(true);
      entries.push({ key, value: expression(c) });
      const end = c.at;
      c.skip(true);
      if (c.take(',') || c.text.slice(end, c.at).includes('\n')) continue;
      if (!c.is('}')) throw c.error('`}` is missing at the end of an object');
    }
    return { kind: 'object', entries, ...place };
  });
}

/** A name stands for itself; everything else is an expression. */
function objectKey(c: HclCursor): HclExpression {
  const place = c.position();
  const start = c.at;
  const name = c.name();
  if (name !== '') {
    c.skip();
    if ((c.is('=') && !c.is('==')) || c.is(':')) return { kind: 'literal', value: name, ...place };
    c.at = start;
  }
  return expression(c);
}

/** Behind the bracket, before `for`. */
function forExpression(
  c: HclCursor,
  close: ']' | '}',
  place: { readonly line: number; readonly column: number },
): HclExpression {
  c.at += 3;
  const names = loopNames(c);
  const over = expression(c);
  c.expect(':', 'a for expression');
  const first = expression(c);
  c.skip();
  const isObject = close === '}';
  if (isObject) c.expect('=>', 'a for expression of an object');
  const result = isObject ? expression(c) : first;
  c.skip();
  const groups = c.take('...');
  c.skip();
  let condition: HclExpression | undefined;
  if (c.isWord('if')) {
    c.at += 2;
    condition = expression(c);
  }
  c.expect(close, 'a for expression');
  const key = isObject ? first : undefined;
  return { kind: 'for', ...names, over, key, result, groups, condition, ...place };
}
