/** `theriac vex convert`: the same statements in another form. */

import { basename } from 'node:path';
import { count } from '@theriac/core';
import { renderVex } from '@theriac/formats/vex';
import type { CommandContext } from '../../../command/command.ts';
import { deliver, metaOf, readVexFile } from '../documents.ts';
import type { ConvertGiven } from './declare.ts';

/** OpenVEX needs an author; this is what its own tools write where nobody is named. */
const UNKNOWN = 'Unknown Author';

export async function run(given: ConvertGiven, context: CommandContext): Promise<number> {
  const { statements, format } = await readVexFile(given.file, context);
  const said = statements.find(({ author }) => author !== '')?.author;
  // Who owns the address is behind the document, also where no statement names its author.
  const host = URL.parse(given.namespace ?? '')?.hostname;
  const unnamed = given.to === 'cyclonedx' ? '' : UNKNOWN;
  const author = given.author ?? said ?? (host === undefined || host === '' ? unnamed : host);
  const meta = metaOf({ ...given, author }, basename(given.file), context);
  deliver(await renderVex(statements, given.to, meta), given.output, context);
  context.stderr.write(`${count(statements.length, 'statement')} read as ${format}\n`);
  return 0;
}
