/** `theriac sbom merge`: several documents as one. */

import { printable } from '@theriac/formats/terminal-text';
import { mergeBoms } from '@theriac/govern/sbom';
import type { CommandContext } from '../../../command/command.ts';
import { nowOf } from '../../../inputs/time.ts';
import { openDocument, writeDocument } from '../documents.ts';
import type { MergeGiven } from './declare.ts';

export async function run(given: MergeGiven, context: CommandContext): Promise<number> {
  const parts = [];
  for (const file of given.files) parts.push((await openDocument(file, context)).bom);
  const { productVersion: version } = given;
  const { bom, conflicts } = mergeBoms(parts, {
    name: given.name ?? 'merged',
    ...(version === undefined ? {} : { version }),
    created: nowOf(context.env),
    flat: !given.hierarchical,
  });
  await writeDocument(bom, given, context);
  for (const conflict of conflicts) context.stderr.write(`conflict: ${printable(conflict)}\n`);
  return 0;
}
