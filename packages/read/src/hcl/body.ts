/** Files of HCL's native syntax as bodies of settings and blocks. */
import type { TargetFile } from '@theriac/core';
import type { Position } from '../text/positions.ts';
import { HclCursor } from './cursor.ts';
import { expression } from './expression.ts';
import type { HclBody, HclExpression, HclNode, HclSetting } from './syntax.ts';
import { wholeTemplate } from './template.ts';

/**
 * In linear time.
 * @throws TheriacError THERIAC_INPUT_SYNTAX or THERIAC_INPUT_LIMIT with the line
 */
export function readHclBody(file: Pick<TargetFile, 'path' | 'text'>): HclBody {
  return body(new HclCursor(file.text(), file.path), false);
}

/** A text with `${…}` and `%{…}` as one expression: template files, and texts of HCL's JSON syntax. */
export function readHclTemplate(text: string, path: string, start?: Position): HclExpression {
  return wholeTemplate(new HclCursor(text, path, false, start), expression);
}

function body(c: HclCursor, isBlock: boolean): HclBody {
  const attributes = new Map<string, HclSetting>();
  const blocks: HclNode[] = [];
  for (;;) {
    c.skip(true);
    if (c.at >= c.end) {
      if (isBlock) throw c.error('a block is not closed');
      break;
    }
    if (c.is('}') && isBlock) break;
    const place = c.position();
    const name = c.name();
    if (name === '') throw c.error('neither a setting nor a block starts here');
    c.skip();
    if (c.is('=') && !c.is('==')) {
      c.at += 1;
      // The first one counts: a second one is refused by every tool that runs the file.
      const value = expression(c);
      if (!attributes.has(name)) attributes.set(name, { value, ...place });
      c.skip();
      if (c.at < c.end && !c.is('\n') && !(isBlock && c.is('}')))
        throw c.error('a line break is missing after a setting');
      continue;
    }
    const labels = labelsOf(c);
    if (!c.take('{')) throw c.error('`=` or `{` is missing after a name');
    const inner = c.nested(false, () => body(c, true));
    if (!c.take('}')) throw c.error('a block is not closed');
    blocks.push({ type: name, labels, body: inner, ...place });
  }
  return { attributes, blocks };
}

function labelsOf(c: HclCursor): string[] {
  const labels: string[] = [];
  for (;;) {
    c.skip();
    if (c.is('"')) {
      const start = c.at;
      const label = expression(c);
      if (label.kind !== 'literal') throw c.error('a label is a template', start);
      labels.push(String(label.value));
    } else if (c.isNameStart()) labels.push(c.name());
    else return labels;
  }
}

/**
 * JSON as an expression of HCL, with the place of each value; strings are not templates.
 * @throws TheriacError THERIAC_INPUT_SYNTAX or THERIAC_INPUT_LIMIT with the line
 */
export function readJsonAsHcl(text: string, path: string): HclExpression {
  const c = new HclCursor(text, path, true);
  c.skip(true);
  const value = expression(c);
  c.skip(true);
  if (c.at < c.end) throw c.error('something follows the value');
  return value;
}
