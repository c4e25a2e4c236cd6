/** `theriac vex convert`: the same statements in another form. */

import { basename } from 'node:path';
import { count } from '@theriac/core';
import { renderVex } from '@theriac/formats/vex';
import type { CommandContext } from '../../../command/command.ts';
import { deliver, metaOf, readVexFile } from '../documents.ts';
import type { ConvertGiven } from './declare.ts';

export async function run(given: ConvertGiven, context: CommandContext): Promise<number> {
  const { statements, format } = await readVexFile(given.file, context);
  const author = given.author ?? statements[0]?.author;
  const meta = metaOf({ ...given, author }, basename(given.file), context);
  deliver(await renderVex(statements, given.to, meta), given.output, context);
  context.stderr.write(`${count(statements.length, 'statement')} read as ${format}\n`);
  return 0;
}
