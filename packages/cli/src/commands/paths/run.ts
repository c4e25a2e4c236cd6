/** `theriac paths`. */
import { basename, resolve } from 'node:path';
import { TheriacError } from '@theriac/core';
import type { AccessReport } from '@theriac/core/configuration';
import { isOpen, renderPaths, shouldBeCut } from '@theriac/formats/paths';
import { printable } from '@theriac/formats/terminal-text';
import { accessReportOf } from '@theriac/scan/paths';
import type { CommandContext } from '../../command/command.ts';
import { configFor } from '../../inputs/config-file.ts';
import { defectPrinter } from '../../run/print-defect.ts';
import { Progress } from '../../run/progress.ts';
import type { PathsGiven } from './declare.ts';

const CHANNELS = { text: 'terminal', json: 'json', svg: 'xml', html: 'html' } as const;

/** @returns 0; 1 when a path should be cut; 3 when none should, and something is not known or there is no store */
export async function run(given: PathsGiven, context: CommandContext): Promise<number> {
  const { target, to, format, output, all, quiet } = given;
  const progress = new Progress(quiet, context);
  const report = only(
    await accessReportOf({
      path: target,
      config: await configFor(target, given),
      progress: () => progress.show('Reading configuration'),
      onDefect: defectPrinter(context),
    }),
    to,
  );
  progress.done();
  const { width } = context;
  const text = await renderPaths(report, format, { title: basename(resolve(target)), width, all });
  if (output === undefined || output === '-') context.stdout.write(text, CHANNELS[format]);
  else {
    const { writeReport } = await import('../../run/report-file.ts');
    writeReport(output, text, CHANNELS[format]);
  }
  if (report.paths.some(shouldBeCut)) return 1;
  const isKnown =
    report.unknowns.length === 0 &&
    report.paths.length + report.unreached.length > 0 &&
    !report.paths.some(isOpen);
  return isKnown ? 0 : 3;
}

/** @throws TheriacError THERIAC_USAGE when no store is called so */
function only(report: AccessReport, name: string | undefined): AccessReport {
  if (name === undefined) return report;
  const wanted = name.toLowerCase();
  const ids = new Set(
    report.nodes
      .filter(({ kind, label }) => kind === 'store' && label.toLowerCase().includes(wanted))
      .map(({ id }) => id),
  );
  if (ids.size === 0)
    throw new TheriacError(
      'THERIAC_USAGE',
      `no store of data is called ${printable(name)}; \`theriac paths\` without --to shows those there are`,
    );
  return {
    ...report,
    paths: report.paths.filter(({ store }) => ids.has(store)),
    unreached: report.unreached.filter((id) => ids.has(id)),
    egress: report.egress.filter(({ node }) => ids.has(node)),
  };
}
