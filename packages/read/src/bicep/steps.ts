/** What stands behind an expression of Bicep: `.name`, `[0]`, `::child`, `(arguments)`. */
import type { BicepCursor } from './cursor.ts';
import type { TemplateExpression, TemplateStep } from './syntax.ts';

type Read = (c: BicepCursor) => TemplateExpression;

export function nextStep(c: BicepCursor, read: Read): TemplateStep | undefined {
  if (c.take('::')) return { kind: 'child', name: c.expectName('a reference') };
  if (c.is('[')) return indexStep(c, read);
  if (!c.is('.') || c.is('..')) {
    // A chain may go on in the next line.
    const before = c.at;
    c.skip(true);
    if (!c.is('.') || c.is('..')) {
      c.at = before;
      return undefined;
    }
  }
  c.at += 1;
  const isSafe = c.take('?');
  if (isSafe && c.is('[')) return indexStep(c, read, true);
  const name = c.expectName('a path');
  if (!c.is('(')) return { kind: 'attribute', name, isSafe };
  return { kind: 'method', name, args: callArguments(c, read) };
}

function indexStep(c: BicepCursor, read: Read, wasSafe = false): TemplateStep {
  return c.nested(true, () => {
    c.at += 1;
    const isSafe = c.take('?') || wasSafe;
    const fromEnd = c.take('^');
    const key = read(c);
    c.expect(']', 'an index');
    return { kind: 'index', key, isSafe, fromEnd };
  });
}

export function callArguments(c: BicepCursor, read: Read): readonly TemplateExpression[] {
  return c.nested(true, () => {
    c.at += 1;
    const args: TemplateExpression[] = [];
    for (;;) {
      c.skip();
      if (c.take(')')) return args;
      args.push(read(c));
      c.skip();
      if (c.take(')')) return args;
      c.expect(',', 'arguments');
    }
  });
}
