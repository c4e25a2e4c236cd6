/** `theriac cms diff`: what changed between two exports of a site. */
import { count } from '@theriac/core';
import { hanging, printable, wrap } from '@theriac/formats/terminal-text';
import { CHANGE_KINDS, type Comparison, compareTargets, type SiteChange } from '@theriac/scan/cms';
import type { CommandContext } from '../../../command/command.ts';
import { cell, isEmpty, NO_SITE, sitesAt } from '../read.ts';
import type { DiffGiven } from './declare.ts';

/** @returns 0; 1 when privileges grew and that is to fail; 3 when something could not be compared */
export async function run(given: DiffGiven, context: CommandContext): Promise<number> {
  const before = await sitesAt(given.old, given, context);
  const after = await sitesAt(given.new, given, context);
  const comparison = await compareTargets(before, after);
  const grew = comparison.changes.some(({ kind }) => kind === 'privilege gained');
  const isPartial = isEmpty(before) || isEmpty(after) || comparison.unmatched.length > 0;
  const code = given.failOnPrivilege && grew ? 1 : isPartial ? 3 : 0;
  if (given.format === 'json') {
    context.stdout.write(`${JSON.stringify(comparison, null, 2)}\n`, 'json');
    return code;
  }
  if (given.format === 'markdown') {
    context.stdout.write(`${markdownOf(comparison).join('\n')}\n`, 'markdown');
    return code;
  }
  const lines = [...textOf(comparison, context.width)];
  for (const [path, target] of [
    [given.old, before],
    [given.new, after],
  ] as const)
    if (isEmpty(target)) for (const line of wrap(`${path}: ${NO_SITE}`, context.width)) lines.push(line);
  context.stdout.write(`${lines.join('\n').trimEnd()}\n`);
  return code;
}

const TITLES: Readonly<Record<SiteChange['kind'], string>> = {
  'privilege gained': 'Privileges gained',
  'privilege lost': 'Privileges lost',
  authentication: 'Sign-in',
  'patient data': 'Patient data',
};

/** Grave ones first, each in the order of the files. */
function inOrder(changes: readonly SiteChange[]): SiteChange[] {
  return [...changes.filter(({ grave }) => grave), ...changes.filter(({ grave }) => !grave)];
}

function textOf({ changes, unmatched }: Comparison, width: number): string[] {
  const lines = [count(changes.length, 'change')];
  for (const kind of CHANGE_KINDS) {
    const found = inOrder(changes.filter((change) => change.kind === kind));
    if (found.length === 0) continue;
    lines.push('', `${TITLES[kind]}:`);
    for (const { subject, what, grave, location } of found) {
      for (const line of hanging(grave ? '  ! ' : '    ', `${subject}: ${what}`, width)) lines.push(line);
      lines.push(`      ${printable(location.path)}:${location.line}`);
    }
  }
  if (changes.some(({ grave }) => grave)) lines.push('', '! reaches patient data or takes over the site');
  for (const site of unmatched)
    for (const line of wrap(`Only one of the two has the site ${site}.`, width)) lines.push(line);
  return lines;
}

function markdownOf({ changes }: Comparison): string[] {
  return [
    '| change | where | what | patient data or control |',
    '|---|---|---|---|',
    ...inOrder(changes).map(
      ({ kind, subject, what, grave }) =>
        `| ${kind} | ${cell(printable(subject))} | ${cell(printable(what))} | ${grave ? 'yes' : ''} |`,
    ),
  ];
}
