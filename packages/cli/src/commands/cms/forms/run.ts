/** `theriac cms forms`: patient data by form: where it is stored, mailed and sent. */
import { count } from '@theriac/core';
import { hanging, printable, wrap } from '@theriac/formats/terminal-text';
import { type FormRow, formRows } from '@theriac/scan/cms';
import type { CommandContext } from '../../../command/command.ts';
import { cell, gapLines, gapsOf, isEmpty, NO_SITE, sitesAt } from '../read.ts';
import type { FormsGiven } from './declare.ts';

/** @returns 0; 3 when there is no site, or something is not known */
export async function run(given: FormsGiven, context: CommandContext): Promise<number> {
  const target = await sitesAt(given.target, given, context);
  const every = formRows(target);
  const rows = given.all ? every : every.filter(({ phi }) => phi);
  const code = isEmpty(target) || gapsOf(target).length > 0 ? 3 : 0;
  if (given.format === 'json') {
    context.stdout.write(`${JSON.stringify({ forms: rows, unknown: gapsOf(target) }, null, 2)}\n`, 'json');
    return code;
  }
  if (given.format === 'markdown') {
    context.stdout.write(`${markdownOf(rows).join('\n')}\n`, 'markdown');
    return code;
  }
  const lines = isEmpty(target) ? [NO_SITE] : rows.flatMap((row) => textOf(row, context.width));
  const hidden = every.length - rows.length;
  if (hidden > 0) lines.push(`${count(hidden, 'other form')} without patient data; --all shows them`, '');
  if (every.length === 0 && !isEmpty(target))
    lines.push('No forms and no records of patients were found.', '');
  context.stdout.write(`${[...lines, ...gapLines(target, context.width)].join('\n').trimEnd()}\n`);
  return code;
}

function textOf(row: FormRow, width: number): string[] {
  const { location } = row;
  return [
    ...wrap(`${row.kind} ${row.id}: ${row.title}`, width),
    ...hanging('  where      ', `${printable(location.path)}:${location.line}`, width),
    ...row.fields.flatMap((field) =>
      hanging('  asks for   ', `${field.name} (${field.holds}${encryption(field)})`, width),
    ),
    ...hanging('  stored     ', row.stored === 'nowhere' ? 'no' : `database; kept: ${row.kept}`, width),
    ...row.mailed.flatMap(({ to, values }) =>
      hanging('  mailed to  ', `${to}${values ? ', with everything that was entered' : ''}`, width),
    ),
    ...row.posted.flatMap((to) => hanging('  sent to    ', to, width)),
    '',
  ];
}

function encryption({ encrypted }: FormRow['fields'][number]): string {
  return encrypted === 'yes' ? '; encrypted' : encrypted === 'no' ? '' : '; encryption not known';
}

function markdownOf(rows: readonly FormRow[]): string[] {
  return [
    '| form | asks for | encrypted | kept | mailed to | sent to |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => {
      const encrypted = row.fields.filter((field) => field.encrypted === 'yes').length;
      const cells = [
        `${row.kind} ${row.id}`,
        row.fields.map(({ name, holds }) => `${name} (${holds})`).join(', '),
        `${encrypted} of ${row.fields.length}`,
        row.kept,
        row.mailed.map(({ to, values }) => (values ? `${to} (all values)` : to)).join(', '),
        row.posted.join(', '),
      ];
      return `| ${cells.map((one) => cell(printable(one))).join(' | ')} |`;
    }),
  ];
}
