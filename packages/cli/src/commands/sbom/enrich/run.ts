/** `theriac sbom enrich`: adds suppliers, support and licences from known facts, with provenance. */

import { existsSync } from 'node:fs';
import { count } from '@theriac/core';
import { printable } from '@theriac/formats/terminal-text';
import type { ProductConfig } from '@theriac/govern';
import type { CommandContext } from '../../../command/command.ts';
import { openDocument, writeDocument } from '../documents.ts';
import type { EnrichGiven } from './declare.ts';
import { enriched } from './enrichment.ts';
import { withVulnerabilities } from './vulnerabilities.ts';

export async function run(given: EnrichGiven, context: CommandContext): Promise<number> {
  const { file, asOf, sources } = given;
  const { bom } = await openDocument(file, context);
  const folder = sources ?? (existsSync('theriac.yaml') ? '.' : undefined);
  const facts = { asOf, config: {}, env: context.env, folder };
  const known = await enriched(bom, { ...facts, author: given.author, product: productOf(given) });
  const result = given.vulnerabilities
    ? { ...known, bom: await withVulnerabilities(known.bom, { file, asOf, folder, vex: given.vex }, context) }
    : known;
  await writeDocument(result.bom, given, context);
  if (given.verbose)
    for (const { ref, field, value, how } of result.additions)
      context.stderr.write(`${printable(`${ref || 'document'}: ${field} ${value} (${how})`)}\n`);
  const fields = new Map<string, number>();
  for (const { field } of result.additions) fields.set(field, (fields.get(field) ?? 0) + 1);
  const counts = [...fields].map(([field, n]) => `${n} ${field}`).join(', ');
  context.stderr.write(
    `${count(result.additions.length, 'addition')}${counts === '' ? '' : `: ${counts}`}\n`,
  );
  return 0;
}

function productOf({ supplier, purl }: EnrichGiven): ProductConfig {
  return { ...(supplier === undefined ? {} : { supplier }), ...(purl === undefined ? {} : { purl }) };
}
