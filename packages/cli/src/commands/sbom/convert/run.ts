/** `theriac sbom convert`: another format or version, and every loss. */
import type { CommandContext } from '../../../command/command.ts';
import { writeReport } from '../../../run/report-file.ts';
import { openDocument, writeDocument } from '../documents.ts';
import type { ConvertGiven } from './declare.ts';

/** @returns 0; 1 with `--strict` when something was lost, in reading or in writing */
export async function run(given: ConvertGiven, context: CommandContext): Promise<number> {
  const { bom, unknowns } = await openDocument(given.file, context);
  const losses = await writeDocument(bom, { format: given.to, output: given.output }, context);
  const list = given.losses;
  if (list !== undefined) writeReport(list, `${JSON.stringify(losses, null, 2)}\n`, 'json');
  return given.strict && losses.length + unknowns.length > 0 ? 1 : 0;
}
