/** `theriac list`. */
import type { Component } from '@theriac/core';
import { printable, wrap } from '@theriac/formats/terminal-text';
import { inventory } from '@theriac/scan';
import type { CommandContext } from '../../command/command.ts';
import { configFor } from '../../inputs/config-file.ts';
import { NO_PACKAGE_FILE } from '../../inputs/no-package-file.ts';
import { openScanTarget } from '../../inputs/scan-target.ts';
import { defectPrinter } from '../../run/print-defect.ts';
import { Progress } from '../../run/progress.ts';
import type { ListGiven } from './declare.ts';

const COLUMNS_FROM = 60;

/** @returns 0; 3 when components may be missing */
export async function run(given: ListGiven, context: CommandContext): Promise<number> {
  const { target, json } = given;
  const progress = new Progress(false, context);
  const taken = await inventory({
    path: await openScanTarget(target, { env: context.env, platform: given.platform }),
    config: await configFor(target, given),
    progress: () => progress.show('Reading package files'),
    onDefect: defectPrinter(context),
  });
  progress.done();
  if (given.unowned) return printUnowned(taken.unowned, context);
  if (json) {
    context.stdout.write(`${JSON.stringify(taken, null, 2)}\n`, 'json');
    return 0;
  }
  const lines: string[] = [];
  for (const root of taken.roots) {
    const components = taken.components.filter((c) => c.root === root.id && c.firstParty !== true);
    lines.push(`${printable(root.path)} (${components.length})`);
    for (const one of table(components, context.width)) lines.push(one);
    lines.push('');
  }
  for (const unknown of taken.unknowns) {
    const line = unknown.location.line === undefined ? '' : `:${unknown.location.line}`;
    for (const one of wrap(`unknown: ${unknown.location.path}${line}: ${unknown.message}`, context.width))
      lines.push(one);
  }
  if (taken.roots.length === 0) for (const one of wrap(NO_PACKAGE_FILE, context.width)) lines.push(one);
  context.stdout.write(`${lines.join('\n').trimEnd()}\n`);
  return taken.roots.length === 0 || taken.unknowns.some((u) => u.losesComponents) ? 3 : 0;
}

/** @returns 0; 3 where nobody knows which files belong to packages */
function printUnowned(unowned: readonly string[] | undefined, { stdout, stderr }: CommandContext): number {
  if (unowned === undefined) {
    stderr.write('which files belong to packages is not known here: no package manager left lists of them\n');
    return 3;
  }
  stdout.write(unowned.map((path) => `${printable(path)}\n`).join(''));
  return 0;
}

/** Columns, or two lines per package where the terminal is narrow. */
function table(components: readonly Component[], width: number): string[] {
  const rows = components.map((c) => [
    printable(c.name),
    printable(c.version ?? c.requested ?? 'unknown'),
    c.scope,
    c.direct ? 'direct' : '',
    ...(c.layer === undefined ? [] : [`layer ${c.layer + 1}`]),
  ]);
  if (width < COLUMNS_FROM)
    return rows.flatMap(([name = '', ...facts]) => [`  ${name}`, `    ${facts.join('  ').trimEnd()}`]);
  const widths = [0, 1, 2, 3].map((i) =>
    rows.reduce((most, r) => Math.min(44, Math.max(most, r[i]?.length ?? 0)), 0),
  );
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}
