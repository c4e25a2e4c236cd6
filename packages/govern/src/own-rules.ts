/** Files of own rules about configuration: the query language of Theriac's rules, checked with the line of each problem. */
import { TheriacError } from '@theriac/core';
import {
  type ConfigurationRule,
  isQuery,
  isResourceType,
  type Query,
  queryProblem,
  RESOURCE_TYPES,
} from '@theriac/core/configuration';
import { z } from 'zod';
import { checkedYaml, withoutUndefined } from './checked-yaml.ts';
import { unknownWord } from './config-problems.ts';

const text = z.string().min(1);
const query = z.record(z.string(), z.unknown());

const example = z.strictObject({
  file: text.describe('What the file is called: some files are told by their name.'),
  fail: text.describe('A file that the rule must report.'),
  pass: text.describe('A file that it must not report.'),
});

const rule = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+$/, 'is not an id such as `ACME-DB-INTERNAL`')
    .refine(
      (id) => !id.startsWith('THERIAC-'),
      'begins with THERIAC-, which is kept for rules that come with it',
    ),
  title: text.describe('What is wrong, in a few words.'),
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  on: text.describe('The type of resources that it is asked of; `theriac rules show types` lists them.'),
  when: query.optional().describe('Which of them it concerns; all when absent.'),
  pass: query.describe('What must hold.'),
  rationale: text.describe('Why it matters.'),
  remediation: text.describe('How to fix it, in one sentence.'),
  after: text.optional().describe('What the configuration looks like afterwards.'),
  cwe: z.array(z.string().regex(/^CWE-\d{1,6}$/, 'is not an id such as `CWE-311`')).optional(),
  controls: z.array(text).optional().describe('Ids of controls, such as `HIPAA 164.312(a)(1)`.'),
  secret: z.boolean().optional().describe('Whether values that it looks at must not be shown.'),
  examples: example.optional().describe('Files that fail and pass; `theriac rules test` tries them.'),
});

export const ownRulesSchema = z.strictObject({ version: z.literal(1), rules: z.array(rule).min(1) });

/** A rule that the user wrote; what is shown of it and asked is that of Theriac's own. */
export interface OwnRule extends Omit<ConfigurationRule, 'after' | 'examples'> {
  readonly after?: string;
  readonly examples?: ConfigurationRule['examples'];
  /** Where it is (`rules.yaml:3`). */
  readonly source: string;
}

/** @throws TheriacError THERIAC_RULES with the line of the first problem */
export function parseOwnRules(source: string, path: string): readonly OwnRule[] {
  const { data, lineOf } = checkedYaml(ownRulesSchema, source, path, 'THERIAC_RULES');
  return data.rules.map((row, index) => {
    const fail = (at: readonly PropertyKey[], message: string): TheriacError =>
      new TheriacError('THERIAC_RULES', message, { path, line: lineOf(['rules', index, ...at]) });
    if (data.rules.findIndex(({ id }) => id === row.id) < index)
      throw fail(['id'], `\`${row.id}\` stands twice`);
    if (!isResourceType(row.on))
      throw fail(
        ['on'],
        unknownWord(
          'type of resources',
          row.on,
          RESOURCE_TYPES.map(({ type }) => type),
          '',
        ),
      );
    const queryOf = (key: 'when' | 'pass', value: unknown): Query => {
      if (isQuery(value)) return value;
      const problem = queryProblem(value, [key]) ?? { at: [key], what: 'is not a query' };
      throw fail(problem.at, `\`${problem.at.join('.')}\` ${problem.what}`);
    };
    const { when, pass, secret, cwe = [], controls = [], after, ...rest } = row;
    return {
      ...withoutUndefined(rest),
      // A block of YAML ends with a newline.
      ...(after === undefined ? {} : { after: after.trimEnd() }),
      cwe,
      controls,
      pass: queryOf('pass', pass),
      ...(when === undefined ? {} : { when: queryOf('when', when) }),
      ...(secret === true ? { secret: true as const } : {}),
      source: `${path}:${lineOf(['rules', index])}`,
    };
  });
}
