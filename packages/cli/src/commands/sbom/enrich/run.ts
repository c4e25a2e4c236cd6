/** `theriac sbom enrich`: fills suppliers, support, licences from facts at hand, and says where each comes from. */
import { existsSync } from 'node:fs';
import { Options } from '../../../inputs/options.ts';
import { count, printable } from '../../../render/text.ts';
import { openDocument, writeDocument } from '../documents.ts';
import { enriched } from './enrichment.ts';

export async function enrichCommand(file: string, given: object): Promise<number> {
  const options = new Options(given);
  const { bom } = await openDocument(file);
  const sources = options.text('sources');
  const result = await enriched(bom, {
    options,
    folder: sources ?? (existsSync('theriac.yaml') ? '.' : undefined),
  });
  await writeDocument(result.bom, options);
  if (options.flag('verbose'))
    for (const { ref, field, value, how } of result.additions)
      process.stderr.write(`${printable(`${ref}: ${field} ${value} (${how})`)}\n`);
  const fields = new Map<string, number>();
  for (const { field } of result.additions) fields.set(field, (fields.get(field) ?? 0) + 1);
  const told = [...fields].map(([field, n]) => `${n} ${field}`).join(', ');
  process.stderr.write(`${count(result.additions.length, 'addition')}${told === '' ? '' : `: ${told}`}\n`);
  return 0;
}
