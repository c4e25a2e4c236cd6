/** Names of loops. */
import type { HclCursor } from './cursor.ts';

/** `k, v in`, up to the expression. */
export function loopNames(c: HclCursor): {
  readonly keyName: string | undefined;
  readonly valueName: string;
} {
  c.skip();
  const first = c.name();
  c.skip();
  let second: string | undefined;
  if (c.take(',')) {
    c.skip();
    second = c.name();
    c.skip();
  }
  if (first === '' || second === '' || !c.isWord('in')) throw c.error('`for NAME in` is not complete');
  c.at += 2;
  return second === undefined
    ? { keyName: undefined, valueName: first }
    : { keyName: first, valueName: second };
}
