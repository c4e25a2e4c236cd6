/** `theriac vex create`: a VEX document of what a scan knows, to be completed by people. */

import { storeOf } from '@theriac/advisories';
import { count } from '@theriac/core';
import { renderVex, statementsOfResult } from '@theriac/formats/vex';
import { scan } from '@theriac/scan';
import type { CommandContext } from '../../../command/command.ts';
import { configFor, readAdvisories, readVex } from '../../../inputs/config-file.ts';
import { openScanTarget } from '../../../inputs/scan-target.ts';
import { asOfDay, nowOf } from '../../../inputs/time.ts';
import { defectPrinter } from '../../../run/print-defect.ts';
import { Progress } from '../../../run/progress.ts';
import { VERSION } from '../../../version.ts';
import { deliver, metaOf } from '../documents.ts';
import type { CreateGiven } from './declare.ts';

export async function run(given: CreateGiven, context: CommandContext): Promise<number> {
  const { target } = given;
  // Checked before the scan, which may take a while.
  const head = { ...metaOf(given, '', context), timestamp: nowOf(context.env, given.asOf) };
  const config = await configFor(target, given);
  const vex = await readVex(target, config, given.vex);
  const csaf = await readAdvisories(target, config, given.csaf);
  const progress = new Progress(false, context);
  const result = await scan({
    path: await openScanTarget(target, { env: context.env }),
    config,
    store: storeOf(context.env),
    asOf: asOfDay(given.asOf, context.env, new Date()),
    toolVersion: VERSION,
    vex: vex.statements,
    warnings: [...vex.warnings, ...csaf.warnings],
    csaf: csaf.documents,
    onlyNew: false,
    prose: false,
    progress: () => progress.show('Scanning'),
    onDefect: defectPrinter(context),
  });
  progress.done();
  const meta = { ...head, title: given.title ?? result.target.name };
  const statements = await statementsOfResult(result, meta.timestamp, meta.author);
  deliver(await renderVex(statements, given.format, meta), given.output, context);
  const open = statements.filter((s) => s.status === 'under_investigation').length;
  context.stderr.write(
    `${count(statements.length, 'statement')}, ${open} under investigation; complete them with \`theriac vex add\`\n`,
  );
  return 0;
}
