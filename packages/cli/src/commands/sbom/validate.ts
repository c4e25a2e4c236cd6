/** `theriac sbom validate`: every place where a document breaks its format or its own promises. */
import type { BomProblem } from '@theriac/core';
import { Options } from '../../options.ts';
import { count, printable, wrap } from '../../render/text.ts';
import { readDocument } from './documents.ts';

/** @returns 0 valid, 1 not */
export async function validateCommand(files: readonly string[], given: object): Promise<number> {
  const options = new Options(given);
  const reports: { file: string; format: string; problems: readonly BomProblem[] }[] = [];
  for (const file of files) {
    const { bom, problems } = await readDocument(file);
    const { format = '', version = '', encoding = '' } = bom.source ?? {};
    reports.push({ file, format: `${format} ${version} ${encoding}`, problems });
  }
  if (options.flag('json')) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
  else process.stdout.write(`${reports.flatMap(reportLines).join('\n')}\n`);
  const bad = (p: BomProblem): boolean => p.severity === 'error' || options.flag('strict');
  return reports.some((r) => r.problems.some(bad)) ? 1 : 0;
}

function reportLines({
  file,
  format,
  problems,
}: {
  file: string;
  format: string;
  problems: readonly BomProblem[];
}): string[] {
  const errors = problems.filter((p) => p.severity === 'error').length;
  const verdict = errors > 0 ? `INVALID, ${count(errors, 'error')}` : 'valid';
  const warnings = problems.length - errors;
  return [
    `${printable(file)}: ${verdict}${warnings > 0 ? `, ${count(warnings, 'warning')}` : ''} (${format})`,
    ...problems.flatMap((p) => [
      ...wrap(
        `${p.severity}: ${p.pointer || '/'}${p.line === undefined ? '' : ` (line ${p.line})`}: ${p.what}`,
        80,
        '  ',
      ),
      ...wrap(`→ ${p.mend}`, 80, '    '),
    ]),
  ];
}
