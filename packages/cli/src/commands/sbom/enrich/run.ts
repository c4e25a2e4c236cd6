/** `theriac sbom enrich`: adds suppliers, support and licences from known facts, with provenance. */

import { existsSync } from 'node:fs';
import { count } from '@theriac/core';
import { printable } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../../../command/command.ts';
import { openDocument, writeDocument } from '../documents.ts';
import type { EnrichGiven } from './declare.ts';
import { enriched } from './enrichment.ts';

export async function run(given: EnrichGiven, context: CommandContext): Promise<number> {
  const { bom } = await openDocument(given.file, context);
  const { sources, asOf } = given;
  const result = await enriched(bom, {
    asOf,
    config: {},
    env: context.env,
    folder: sources ?? (existsSync('theriac.yaml') ? '.' : undefined),
  });
  await writeDocument(result.bom, given, context);
  if (given.verbose)
    for (const { ref, field, value, how } of result.additions)
      context.stderr.write(`${printable(`${ref}: ${field} ${value} (${how})`)}\n`);
  const fields = new Map<string, number>();
  for (const { field } of result.additions) fields.set(field, (fields.get(field) ?? 0) + 1);
  const counts = [...fields].map(([field, n]) => `${n} ${field}`).join(', ');
  context.stderr.write(
    `${count(result.additions.length, 'addition')}${counts === '' ? '' : `: ${counts}`}\n`,
  );
  return 0;
}
