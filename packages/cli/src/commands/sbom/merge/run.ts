/** `theriac sbom merge`: several documents as one. */
import { mergeBoms } from '@theriac/govern/sbom/index';
import { Options } from '../../../inputs/options.ts';
import { printable } from '../../../render/text.ts';
import { nowOf, openDocument, writeDocument } from '../documents.ts';

export async function mergeCommand(files: readonly string[], given: object): Promise<number> {
  const options = new Options(given);
  const parts = [];
  for (const file of files) parts.push((await openDocument(file)).bom);
  const version = options.text('productVersion');
  const { bom, conflicts } = mergeBoms(parts, {
    name: options.text('name') ?? 'merged',
    ...(version === undefined ? {} : { version }),
    created: nowOf(process.env),
    flat: !options.flag('hierarchical'),
  });
  await writeDocument(bom, options);
  for (const conflict of conflicts) process.stderr.write(`conflict: ${printable(conflict)}\n`);
  return 0;
}
