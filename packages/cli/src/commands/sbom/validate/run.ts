/** `theriac sbom validate`: every place where a document breaks its format or contradicts itself. */
import { basename } from 'node:path';
import { type BomProblem, count } from '@theriac/core';
import { printable, wrap } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../../../command/command.ts';
import { largeDocument } from '../../../inputs/large-document.ts';
import { readNamedOrStdin } from '../../../inputs/read-given.ts';
import type { ValidateGiven } from './declare.ts';

interface Report {
  readonly file: string;
  readonly problems: readonly BomProblem[];
}

/** @returns 0 valid, 1 not */
export async function run({ files, json, strict }: ValidateGiven, context: CommandContext): Promise<number> {
  const reports: Report[] = [];
  const { validateBom, validateBomInParts } = await import('@theriac/formats/bom');
  for (const file of files) {
    const name = file === '-' ? 'stdin' : basename(file);
    const large = largeDocument(file);
    const problems =
      large === undefined
        ? await validateBom(await readNamedOrStdin(file, context), name)
        : await validateBomInParts(large, name);
    reports.push({ file, problems });
  }
  if (json) context.stdout.write(`${JSON.stringify(reports, null, 2)}\n`, 'json');
  else context.stdout.write(`${reports.flatMap((r) => reportLines(r, context.width)).join('\n')}\n`);
  const bad = (p: BomProblem): boolean => p.severity === 'error' || strict;
  return reports.some((r) => r.problems.some(bad)) ? 1 : 0;
}

function reportLines({ file, problems }: Report, width: number): string[] {
  const errors = problems.filter((p) => p.severity === 'error').length;
  const verdict = errors > 0 ? `INVALID, ${count(errors, 'error')}` : 'valid';
  const warnings = problems.length - errors;
  return [
    `${printable(file)}: ${verdict}${warnings > 0 ? `, ${count(warnings, 'warning')}` : ''}`,
    ...problems.flatMap((p) => [
      ...wrap(
        `${p.severity}: ${p.pointer || '/'}${p.line === undefined ? '' : ` (line ${p.line})`}: ${p.what}`,
        width,
        '  ',
      ),
      ...wrap(`→ ${p.remedy}`, width, '    '),
    ]),
  ];
}
