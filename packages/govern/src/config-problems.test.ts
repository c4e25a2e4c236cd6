import { expect, test } from 'vitest';
import { z } from 'zod';
import { plainProblem } from './config-problems.ts';

const LEVELS = ['immediate', 'scheduled', 'high'] as const;
const LONG = Array.from({ length: 15 }, (_, i) => `option-number-${i}`);

test.each<[string, z.ZodType, unknown, string]>([
  ['invalid_type', z.string(), undefined, 'is missing'],
  ['invalid_type', z.string(), null, 'is empty; write text, in quotes if it looks like a number'],
  ['invalid_type', z.string(), 5, 'is 5; write text, in quotes if it looks like a number'],
  ['invalid_type', z.number(), 'private', 'is text; write a number'],
  ['invalid_type', z.int(), 1.5, 'is 1.5; write a whole number'],
  ['invalid_type', z.boolean(), 'yes', 'is text; write true or false'],
  ['invalid_type', z.array(z.string()), 'a', 'is text; write a list: `- item` per line, or `[item, item]`'],
  ['invalid_type', z.strictObject({}), [], 'is a list; write a mapping: `key: value` per line'],
  ['invalid_type', z.record(z.string(), z.string()), true, 'is true; write a mapping: `key: value` per line'],
  ['invalid_value', z.literal(1), 2, 'is 2; write `1`'],
  ['invalid_value', z.literal(1), undefined, 'is missing; write `1`'],
  ['invalid_value', z.enum(LEVELS), undefined, 'is missing; write one of immediate, scheduled, high'],
  ['invalid_value', z.enum(LEVELS), 'hgh', 'is `hgh`; did you mean `high`?'],
  ['invalid_value', z.enum(LEVELS), 'x', 'is `x`; write one of immediate, scheduled, high'],
  ['invalid_value', z.enum(LEVELS), [], 'is a list; write one of immediate, scheduled, high'],
  [
    'invalid_value',
    z.enum(LONG),
    'zzz',
    `is \`zzz\`; write one of ${LONG.slice(0, 12).join(', ')} and 3 more`,
  ],
  ['too_small', z.int().min(1), 0, 'is 0; write at least 1'],
  ['too_small', z.number().gt(1), 1, 'is 1; write more than 1'],
  ['too_small', z.string().min(1), '', 'needs at least 1 character'],
  ['too_small', z.array(z.string()).min(2), [], 'needs at least 2 items'],
  ['too_big', z.int().max(365), 366, 'is 366; write at most 365'],
  ['too_big', z.number().lt(3), 3, 'is 3; write less than 3'],
  ['too_big', z.string().max(2), 'private', 'needs at most 2 characters'],
  ['invalid_format', z.email(), 'private', 'is not in the format email'],
  ['not_multiple_of', z.number().multipleOf(5), 7, 'is 7; write a multiple of 5'],
  [
    'unrecognized_keys',
    z.strictObject({ owner: z.string().optional() }),
    { ownr: 1 },
    'unknown key `ownr`; did you mean `owner`?',
  ],
  [
    'unrecognized_keys',
    z.strictObject({ a: z.string().optional() }),
    { xyz: 1, pqr: 2 },
    'unknown key `xyz`; write one of a\nunknown key `pqr`; write one of a',
  ],
  ['invalid_union', z.union([z.string(), z.number()]), [], 'has none of the forms that are allowed here'],
  ['invalid_key', z.record(z.string().min(3), z.string()), { a: 'x' }, 'has a key that is not allowed here'],
  [
    'invalid_element',
    z.map(z.unknown(), z.string()),
    new Map([[{}, 1]]),
    'has an entry that is not allowed here',
  ],
  ['custom', z.string().refine(() => false), 'private', 'is not allowed here'],
])('%s: %#', (code, schema, input, message) => {
  const [issue] = schema.safeParse(input, { error: plainProblem }).error?.issues ?? [];
  expect(issue).toMatchObject({ code, message });
});

test('a message of the schema itself goes first', () => {
  const schema = z.string().min(1, { error: 'is empty' });
  expect(schema.safeParse('', { error: plainProblem }).error?.issues[0]?.message).toBe('is empty');
});
