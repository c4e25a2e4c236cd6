/** `theriac vex check`: which statements apply to this target, and which have no effect. */
import { storeOf } from '@theriac/advisories';
import { count, type Finding, type ScanResult, TheriacError, type VexStatement } from '@theriac/core';
import { printable, wrap } from '@theriac/formats/terminal-text';
import { scan } from '@theriac/scan';
import type { CommandContext } from '../../../command/command.ts';
import { configFor, readVex } from '../../../inputs/config-file.ts';
import { openScanTarget } from '../../../inputs/scan-target.ts';
import { asOfDay } from '../../../inputs/time.ts';
import { defectPrinter } from '../../../run/print-defect.ts';
import { VERSION } from '../../../version.ts';
import type { CheckGiven } from './declare.ts';

/** @returns 0; 1 when statements contradict each other or none of them applies */
export async function run(given: CheckGiven, context: CommandContext): Promise<number> {
  const { env, stdout } = context;
  const { target } = given;
  const config = await configFor(target, given);
  const { statements: vex, warnings } = await readVex(target, config, given.vex);
  for (const warning of warnings) context.stderr.write(`warning: ${printable(warning)}\n`);
  if (vex.length === 0)
    throw new TheriacError('THERIAC_USAGE', 'no VEX document: name one with --vex or in theriac.yaml');
  const result = await scan({
    path: await openScanTarget(target, { env }),
    config,
    store: storeOf(env),
    asOf: asOfDay(given.asOf, env, new Date()),
    toolVersion: VERSION,
    vex,
    onlyNew: false,
    prose: false,
    onDefect: defectPrinter(context),
  });
  const lines = reportOf(vex, result, context.width);
  stdout.write(`${lines.text.join('\n')}\n`);
  return lines.failed ? 1 : 0;
}

function reportOf(
  vex: readonly VexStatement[],
  result: ScanResult,
  width: number,
): { text: string[]; failed: boolean } {
  const applied = result.findings.filter((f) => f.status.state === 'vex');
  const noted = result.findings.filter((f) => f.notes.some((n) => n.startsWith('VEX')));
  const used = new Set(
    [...applied, ...noted].flatMap((f) => vex.filter((s) => mentions(f, s)).map((s) => s.source)),
  );
  const idle = vex.filter((s) => !used.has(s.source));
  const conflicts = result.warnings.filter((w) => w.includes('VEX statements disagree'));
  const text = [
    ...wrap(
      `${count(vex.length, 'statement')}: ${count(applied.length, 'finding')} silenced, ${noted.length} noted, ${count(idle.length, 'statement')} without effect`,
      width,
    ),
    ...applied.flatMap((f) =>
      wrap(`silenced: ${f.rule} in ${f.subject.label} (${sourceOf(f)})`, width, '  '),
    ),
    ...noted.flatMap((f) =>
      f.notes
        .filter((n) => n.startsWith('VEX'))
        .flatMap((n) => wrap(`noted: ${f.rule} in ${f.subject.label}: ${n}`, width, '  ')),
    ),
    ...idle.flatMap((s) =>
      wrap(
        `no effect: ${s.source} (${s.vulnerability[0] ?? ''}, ${s.products.map((p) => p.id).join(', ')}): no finding of this target matches it`,
        width,
        '  ',
      ),
    ),
    ...conflicts.flatMap((c) => wrap(`conflict: ${c}`, width, '  ')),
  ];
  return { text, failed: conflicts.length > 0 || applied.length + noted.length === 0 };
}

function mentions(finding: Finding, statement: VexStatement): boolean {
  const { status } = finding;
  if (status.state === 'vex' && status.source === statement.source) return true;
  return finding.notes.some((note) => names(note, statement.source));
}

/** `a.json#1` is not named by `a.json#10`. */
function names(note: string, source: string): boolean {
  const at = note.indexOf(source);
  return at >= 0 && !/\d/.test(note.charAt(at + source.length));
}

function sourceOf({ status }: Finding): string {
  return status.state === 'vex' ? status.source : '';
}
