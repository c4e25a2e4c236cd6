/** `theriac vex convert`: the same statements in another form. */

import { basename } from 'node:path';
import { renderVex } from '@theriac/formats/vex';
import { Options } from '../../options.ts';
import { count } from '../../render/text.ts';
import { deliver, metaOf, readVexFile } from './documents.ts';
import { formatOf } from './format.ts';

export async function convertCommand(file: string, given: object): Promise<number> {
  const options = new Options(given);
  const { statements, format } = await readVexFile(file);
  const [first] = statements;
  const author = options.text('author') ?? first?.author;
  const meta = metaOf(new Options({ ...given, ...(author === undefined ? {} : { author }) }), basename(file));
  deliver(await renderVex(statements, formatOf(options), meta), options.text('output'));
  process.stderr.write(`${count(statements.length, 'statement')} read as ${format}\n`);
  return 0;
}
