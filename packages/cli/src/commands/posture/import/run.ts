/** `theriac posture import`. */
import { hash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { count } from '@theriac/core';
import { printable, wrap } from '@theriac/formats/terminal-text';
import {
  CONFIGURATION_PREFIX,
  configurationInMemory,
  configurationRules,
  ResourceJudge,
  reduceExport,
} from '@theriac/scan/configuration';
import type { CommandContext } from '../../../command/command.ts';
import { folderOf } from '../../../inputs/config-file.ts';
import { writableIn } from '../../../inputs/inside-target.ts';
import { readNamed, textOf } from '../../../inputs/read-given.ts';
import { asOfDay } from '../../../inputs/time.ts';
import { unwritable, writeReport } from '../../../run/report-file.ts';
import { onTarget, placeOfTarget } from '../../../run/target-place.ts';
import type { ImportPostureGiven } from './declare.ts';

/** @returns 0; 1 when something is wrong */
export async function run(
  given: ImportPostureGiven,
  { stdout, width, env }: CommandContext,
): Promise<number> {
  const { file, target } = given;
  const collected = asOfDay(given.asOf, env, new Date());
  const { kind, document } = reduceExport(textOf(readNamed(file), file), basename(file), collected);
  // A newer export of the same thing takes the place of the older one; where it does not say what it is of, its file does.
  const identity = kind.isNamed === true ? document.rows.map(({ name }) => name).join('\n') : basename(file);
  const own = `${kind.type}-${hash('sha256', identity).slice(0, 8)}.json`;
  const folder = folderOf(target);
  const path = writableIn(folder, join(folder, 'posture', own));
  const text = `${JSON.stringify(document, null, 2)}\n`;
  try {
    mkdirSync(join(folder, 'posture'), { recursive: true });
  } catch (cause) {
    throw unwritable(path, cause);
  }
  writeReport(path, text, 'json');
  const { resources } = await configurationInMemory({ [`posture/${own}`]: text });
  const judge = new ResourceJudge('detector/configuration');
  judge.add(await configurationRules(), CONFIGURATION_PREFIX);
  for (const resource of resources) judge.look(resource);
  const lines = [
    ...wrap(`Kept ${count(document.rows.length, 'row')} of ${kind.title} in ${printable(path)}.`, width),
    ...judge.findings.flatMap(({ rule, subject }) =>
      wrap(
        `${rule.severity}: ${rule.title} (${printable('name' in subject ? subject.name : '')}, ${rule.id})`,
        width,
        '  ',
      ),
    ),
    count(judge.findings.length, 'finding'),
    `Next: ${onTarget('theriac scan', placeOfTarget(target))}`,
  ];
  stdout.write(`${lines.join('\n')}\n`);
  return judge.findings.length > 0 ? 1 : 0;
}
