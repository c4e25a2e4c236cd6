/** `theriac cms matrix`: role × view, edit, export, delete, decrypt. */
import { clip, printable, wrap } from '@theriac/formats/terminal-text';
import { matricesOfTarget, PATIENT_ACTIONS, type SiteMatrices } from '@theriac/scan/cms';
import type { CommandContext } from '../../../command/command.ts';
import { cell, gapLines, gapsOf, isEmpty, NO_SITE, sitesAt } from '../read.ts';
import type { MatrixGiven } from './declare.ts';

type Matrix = SiteMatrices['matrices'][number];

/** @returns 0; 3 when there is no site, or something is not known */
export async function run(given: MatrixGiven, context: CommandContext): Promise<number> {
  const target = await sitesAt(given.target, given, context);
  const sites = matricesOfTarget(target);
  const code = isEmpty(target) || gapsOf(target).length > 0 ? 3 : 0;
  if (given.format === 'json') {
    context.stdout.write(`${JSON.stringify({ sites, unknown: gapsOf(target) }, null, 2)}\n`, 'json');
    return code;
  }
  if (given.format === 'markdown') {
    context.stdout.write(`${sites.flatMap(markdownOf).join('\n').trim()}\n`, 'markdown');
    return code;
  }
  const lines = isEmpty(target) ? [NO_SITE] : sites.flatMap((site) => textOf(site, context.width));
  context.stdout.write(`${[...lines, ...gapLines(target, context.width)].join('\n').trimEnd()}\n`);
  return code;
}

const WIDEST_ROLE = 30;

function textOf({ site, environment, matrices }: SiteMatrices, width: number): string[] {
  const where = environment === '' ? '' : ` (${environment})`;
  if (matrices.length === 0)
    return [...wrap(`${site}${where}: no patient data and no roles were found`, width), ''];
  return matrices.flatMap((matrix) => {
    const shown = rowsOf(matrix);
    const column = shown.reduce(
      (most, { role }) => Math.min(WIDEST_ROLE, Math.max(most, role.length)),
      'role'.length,
    );
    return [
      ...wrap(`${site}${where}: ${matrix.store}`, width),
      `  ${'role'.padEnd(column)}  ${PATIENT_ACTIONS.map((action) => action.padEnd(7)).join(' ')}`.trimEnd(),
      ...shown.map(({ role, reach }) => {
        const cells = PATIENT_ACTIONS.map((action) =>
          (reach[action] === 'none' ? '-' : reach[action]).padEnd(7),
        );
        return `  ${clip(role, column).padEnd(column)}  ${cells.join(' ')}`.trimEnd();
      }),
      ...others(matrix),
      '',
    ];
  });
}

/** Roles that may do something. */
function rowsOf({ rows }: Matrix): Matrix['rows'] {
  return rows.filter(({ reach }) => PATIENT_ACTIONS.some((action) => reach[action] !== 'none'));
}

function others(matrix: Matrix): string[] {
  const none = matrix.rows.length - rowsOf(matrix).length;
  if (none === 0) return [];
  return [`  ${none === 1 ? '1 other role' : `${none} other roles`}: nothing`];
}

function markdownOf({ site, environment, matrices }: SiteMatrices): string[] {
  const where = environment === '' ? '' : ` (${environment})`;
  return matrices.flatMap((matrix) => [
    `## ${cell(printable(`${site}${where}: ${matrix.store}`))}`,
    '',
    `| role | ${PATIENT_ACTIONS.join(' | ')} |`,
    `|---${'|---'.repeat(PATIENT_ACTIONS.length)}|`,
    ...matrix.rows.map(
      ({ role, reach }) =>
        `| ${cell(printable(role))} | ${PATIENT_ACTIONS.map((action) => (reach[action] === 'none' ? '–' : reach[action])).join(' | ')} |`,
    ),
    '',
  ]);
}
