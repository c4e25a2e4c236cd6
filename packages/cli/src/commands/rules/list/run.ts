/** `theriac rules list`. */
import { count } from '@theriac/core';
import { matchesGlob } from '@theriac/core/configuration';
import { hanging, printable } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../../../command/command.ts';
import { type AnyRule, knownRules } from '../known-rules.ts';
import type { ListGiven } from './declare.ts';

const SEVERITY_WIDTH = 'critical'.length;

/** @returns 0; 1 when no rule is asked of such resources */
export async function run(given: ListGiven, { stdout, width }: CommandContext): Promise<number> {
  const { on, json } = given;
  const rules = (await knownRules(given)).filter((rule) => on === undefined || matchesGlob(rule.on, on));
  if (json) {
    const rows = rules.map(({ id, title, severity, on: type, cwe, controls }) => ({
      id,
      title,
      severity,
      on: type,
      cwe,
      controls,
    }));
    stdout.write(`${JSON.stringify(rows, null, 2)}\n`, 'json');
    return rules.length === 0 ? 1 : 0;
  }
  const lines: string[] = [];
  for (const [type, rows] of Map.groupBy(rules, (rule) => rule.on)) {
    lines.push(`${printable(type)} (${rows.length})`);
    for (const row of rows) for (const line of entry(row, width)) lines.push(line);
    lines.push('');
  }
  const next =
    rules[0] === undefined ? 'theriac rules show types' : `theriac rules show ${printable(rules[0].id)}`;
  lines.push(count(rules.length, 'rule'), `Next: ${next}`);
  stdout.write(`${lines.join('\n')}\n`);
  return rules.length === 0 ? 1 : 0;
}

function entry({ id, severity, title }: AnyRule, width: number): string[] {
  return [
    `  ${severity.padEnd(SEVERITY_WIDTH)}  ${printable(id)}`,
    ...hanging('    ', printable(title), width),
  ];
}
