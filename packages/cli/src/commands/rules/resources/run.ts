/** `theriac rules resources`. */
import { count } from '@theriac/core';
import { matchesGlob } from '@theriac/core/configuration';
import { printable, wrap } from '@theriac/formats/terminal-text';
import { configurationOf } from '@theriac/scan/configuration';
import type { CommandContext } from '../../../command/command.ts';
import { configFor } from '../../../inputs/config-file.ts';
import { defectPrinter } from '../../../run/print-defect.ts';
import type { ResourcesGiven } from './declare.ts';
import { plainOf } from './plain-values.ts';

/** @returns 0; 3 when something could not be read, or nothing was found */
export async function run(given: ResourcesGiven, context: CommandContext): Promise<number> {
  const { target, on, json } = given;
  const { stdout, width } = context;
  const config = await configFor(target, given);
  const declared = await configurationOf({ path: target, config, onDefect: defectPrinter(context) });
  const wanted = declared.resources.filter(({ type }) => on === undefined || matchesGlob(type, on));
  const code = declared.unknowns.length > 0 || declared.resources.length === 0 ? 3 : 0;
  if (json) {
    const rows = wanted.map(({ type, name, at, values }) => ({
      type,
      name,
      at,
      values: plainOf(values, name),
    }));
    stdout.write(`${JSON.stringify({ resources: rows, unknowns: declared.unknowns }, null, 2)}\n`, 'json');
    return code;
  }
  const lines: string[] = [];
  for (const [type, rows] of Map.groupBy(wanted, (one) => one.type)) {
    lines.push(`${printable(type)} (${rows.length})`);
    for (const { name, at } of rows)
      for (const line of wrap(`${printable(name)}  ${printable(at.path)}:${at.line}`, width, '  '))
        lines.push(line);
    lines.push('');
  }
  for (const { location, message } of declared.unknowns)
    for (const line of wrap(`unknown: ${printable(location.path)}: ${printable(message)}`, width))
      lines.push(line);
  const next =
    wanted.length === 0
      ? 'Next: theriac rules show types lists what is read'
      : 'Next: theriac rules resources --json shows their values';
  lines.push(count(wanted.length, 'resource'), next);
  stdout.write(`${lines.join('\n')}\n`);
  return code;
}
