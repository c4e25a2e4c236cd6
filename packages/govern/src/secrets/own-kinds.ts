/** Kinds of secrets of the user's own, under `secrets.kinds` of `theriac.yaml`: each with texts that it must find, and must not. */
import { TheriacError } from '@theriac/core';
import { z } from 'zod';
import { readExpression } from './expression.ts';
import type { OwnSecretKind } from './own-secret-kind.ts';

const text = z.string().trim().min(1, { error: 'is empty' });
const examples = z.array(z.string().min(1).max(20_000)).min(1, { error: 'needs at least one text' }).max(50);

const kind = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Z][A-Z0-9]{0,30}(?:-[A-Z0-9]{1,30}){1,8}$/, 'is not an id such as `ACME-DEVICE-TOKEN`')
    .refine(
      (id) => !id.startsWith('THERIAC-'),
      'begins with THERIAC-, which is kept for rules that come with it',
    ),
  title: text.describe('What the secret is: Token of our device cloud.'),
  severity: z.enum(['low', 'medium', 'high', 'critical']).optional().describe('high when absent.'),
  keywords: z
    .array(
      text
        .min(3, { error: 'is shorter than 3 characters' })
        .regex(/^[\x21-\x7e]+$/, 'is not ASCII without blanks'),
    )
    .min(1)
    .max(20)
    .describe(
      'Texts that every such secret begins with, in any case; the expression is tried where one stands.',
    ),
  expression: text.describe(
    'What it looks like, from its keyword on: a regular expression in which each character decides what matches it. `(?<secret>…)` is the secret; all of it when absent.',
  ),
  revoke: text.optional().describe('Where it is revoked and issued anew.'),
  examples: z.strictObject({
    fail: examples.describe('Texts in which it must be found.'),
    pass: examples.describe('Texts in which it must not be found.'),
  }),
});

export const secretsSchema = z
  .strictObject({ kinds: z.array(kind).max(200).optional().describe('Kinds of secrets of your own.') })
  .describe('What counts as a secret, besides what Theriac knows.');

/**
 * @param lineOf the line of a key below `secrets.kinds`
 * @throws TheriacError THERIAC_CONFIG for an id that stands twice, an expression that is not linear, an example that does not hold
 */
export function ownSecretKinds(
  given: z.infer<typeof secretsSchema> | undefined,
  path: string,
  lineOf: (keys: readonly PropertyKey[]) => number,
): OwnSecretKind[] {
  const kinds = given?.kinds ?? [];
  return kinds.map((row, index) => {
    const line = (at: readonly PropertyKey[]): number => lineOf(['secrets', 'kinds', index, ...at]);
    const fail = (at: readonly PropertyKey[], message: string): TheriacError =>
      new TheriacError('THERIAC_CONFIG', message, { path, line: line(at) });
    if (kinds.findIndex(({ id }) => id === row.id) < index) throw fail(['id'], `\`${row.id}\` stands twice`);
    const expression = readExpression(row.expression);
    if ('problem' in expression)
      throw fail(['expression'], `\`expression\` of ${row.id}: ${expression.problem}`);
    const { revoke = 'revoke it where it was issued', severity = 'high', ...rest } = row;
    const made = { ...rest, revoke, severity, longest: expression.longest, source: `${path}:${line([])}` };
    for (const [i, example] of row.examples.fail.entries())
      if (!stands(made, example))
        throw fail(
          ['examples', 'fail', i],
          `${row.id} is not found in this example: the expression is tried where a keyword stands`,
        );
    for (const [i, example] of row.examples.pass.entries())
      if (stands(made, example)) throw fail(['examples', 'pass', i], `${row.id} is found in this example`);
    return made;
  });
}

/** Whether the kind is found in a text. */
function stands(
  { keywords, expression }: Pick<OwnSecretKind, 'keywords' | 'expression'>,
  text: string,
): boolean {
  const pattern = new RegExp(expression, 'y');
  const lower = text.toLowerCase();
  return keywords.some((keyword) => {
    const word = keyword.toLowerCase();
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
      pattern.lastIndex = at;
      if (pattern.test(text)) return true;
    }
    return false;
  });
}
