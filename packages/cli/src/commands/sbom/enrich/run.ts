/** `theriac sbom enrich`: adds suppliers, support and licences from known facts, with provenance. */

import { existsSync } from 'node:fs';
import { type Bom, count } from '@theriac/core';
import { printable } from '@theriac/formats/terminal-text';
import type { ProductConfig } from '@theriac/govern';
import type { Addition } from '@theriac/govern/sbom';
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
  const lookUp = { file, asOf, folder, vex: given.vex };
  const full = given.vulnerabilities ? await withVulnerabilities(known.bom, lookUp, context) : known.bom;
  const result = { bom: full, additions: [...known.additions, ...vulnerabilitiesAdded(known.bom, full)] };
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

/** The vulnerabilities that were not there before, each by the first component that has it. */
function vulnerabilitiesAdded(before: Bom, after: Bom): Addition[] {
  const there = new Set(before.vulnerabilities.map(({ id }) => id));
  return after.vulnerabilities
    .filter(({ id }) => !there.has(id))
    .map(({ id, affects }) => ({
      ref: affects[0]?.ref ?? '',
      field: 'vulnerability',
      value: id ?? 'without an id',
      how: 'advisory index',
    }));
}

function productOf({ supplier, purl }: EnrichGiven): ProductConfig {
  return { ...(supplier === undefined ? {} : { supplier }), ...(purl === undefined ? {} : { purl }) };
}
