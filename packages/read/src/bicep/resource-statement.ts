/** `resource name 'type@version' [existing] = body`, behind the first word. */
import type { BicepCursor } from './cursor.ts';
import type { BicepResource, TemplateExpression } from './syntax.ts';
import { text } from './text.ts';

type ReadBody = (c: BicepCursor) => TemplateExpression;

export function resourceStatement(c: BicepCursor, body: ReadBody): BicepResource {
  const place = c.position();
  const name = c.expectName('a resource');
  const type = literalText(c, body) ?? '';
  c.skip();
  const isExisting = c.takeWord('existing');
  c.skip(true);
  c.expect('=', 'a resource');
  return { name, type, isExisting, body: body(c), ...place };
}

/** A text without expressions; undefined: it has some. */
export function literalText(c: BicepCursor, read: ReadBody): string | undefined {
  c.skip();
  if (c.peek() !== "'") throw c.error('a text is missing');
  const found = text(c, read);
  return found.kind === 'literal' ? String(found.value) : undefined;
}
