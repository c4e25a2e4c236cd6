/** Bodies of resources and modules: conditions and loops around an object. */
import { type ConfigValue, type Place, scalar } from '@theriac/core/configuration';
import type { TemplateExpression, TemplateLoop, TemplateObject } from '@theriac/read/bicep';
import { evaluate, loopFrame } from '../arm/evaluate.ts';
import type { Frame } from '../arm/frame.ts';
import { open, truthOf } from '../arm/symbols.ts';

/** Instances of one resource that are looked at. */
const MAX_INSTANCES = 50;

/** What a child belongs to. */
export interface Owner {
  readonly type: string;
  readonly whole: string;
  readonly key: string;
}

export function loopOf(body: TemplateExpression): TemplateLoop | undefined {
  return body.kind === 'for' ? body : undefined;
}

/** The object inside of conditions and loops. */
export function boundBody(body: TemplateExpression): TemplateObject | undefined {
  let inner = body;
  for (let i = 0; i < 4 && (inner.kind === 'for' || inner.kind === 'if'); i += 1) inner = inner.result;
  return inner.kind === 'object' ? inner : undefined;
}

export function entryExpression(
  body: TemplateExpression | undefined,
  key: string,
): TemplateExpression | undefined {
  if (body?.kind !== 'object') return undefined;
  return body.entries.find((one) => one.key?.kind === 'literal' && one.key.value === key)?.value;
}

export interface Instance {
  readonly frame: Frame;
  /** Why it is not known whether there is one. */
  readonly open: string | undefined;
}

/**
 * One for each turn of a loop; one with an unknown item where the list is not known. Conditions are not asked, since
 * references are valid whether or not there is one.
 */
export function framesOf(body: TemplateExpression, frame: Frame, at: Place): readonly Instance[] {
  const loop = loopOf(body);
  if (loop === undefined) return [{ frame, open: undefined }];
  const over = evaluate(loop.over, frame);
  if (over.kind === 'list')
    return over.items
      .slice(0, MAX_INSTANCES)
      .map((item, i) => ({ frame: loopFrame(loop, frame, item, scalar(String(i), at)), open: undefined }));
  if (over.kind !== 'unknown') return [];
  const item = (what: string): ConfigValue => open(over.reason, at, `${what} of ${at.line}`, over.refers);
  return [
    {
      frame: loopFrame(loop, frame, item('item'), item('index')),
      open: 'how many there are depends on what is not known',
    },
  ];
}

/** Those that there are: `false` conditions leave one out. */
export function instancesOf(body: TemplateExpression, frame: Frame, at: Place): readonly Instance[] {
  return framesOf(body, frame, at).flatMap((instance): readonly Instance[] => {
    const conditions: TemplateExpression[] = [];
    let inner = body;
    for (let i = 0; i < 4 && (inner.kind === 'for' || inner.kind === 'if'); i += 1) {
      if (inner.condition !== undefined) conditions.push(inner.condition);
      inner = inner.result;
    }
    let { open: why } = instance;
    for (const condition of conditions) {
      const holds = truthOf(evaluate(condition, instance.frame));
      if (holds === false) return [];
      if (holds === undefined) why ??= 'its condition depends on what is not known';
    }
    return [{ frame: instance.frame, open: why }];
  });
}
