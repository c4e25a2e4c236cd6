/** `theriac sbom convert`: another format or version, and exactly what it cannot hold. */
import { Options } from '../../../inputs/options.ts';
import { writeReport } from '../../../run/report-file.ts';
import { openDocument, writeDocument } from '../documents.ts';

/** @returns 0; 1 with `--strict` when something was lost, in reading or in writing */
export async function convertCommand(file: string, given: object): Promise<number> {
  const options = new Options(given);
  const { bom, unknowns } = await openDocument(file);
  const losses = await writeDocument(bom, options);
  const list = options.text('losses');
  if (list !== undefined) writeReport(list, `${JSON.stringify(losses, null, 2)}\n`);
  return options.flag('strict') && losses.length + unknowns.length > 0 ? 1 : 0;
}
