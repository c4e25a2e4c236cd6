/** VEX documents in and out, for the commands of `theriac vex`. */
import { basename } from 'node:path';
import { TheriacError } from '@theriac/core';
import { printable } from '@theriac/formats/terminal-text';
import type { RenderedVex, VexDocument, VexMeta } from '@theriac/formats/vex';
import type { CommandContext, Io } from '../../command/command.ts';
import { readNamedOrStdin, textOf } from '../../inputs/read-given.ts';
import { nowOf } from '../../inputs/time.ts';
import { writeReport } from '../../run/report-file.ts';
import type { AuthoredGiven } from './options.ts';

/** @throws TheriacError THERIAC_FILE, THERIAC_VEX */
export async function readVexFile(path: string, io: Pick<Io, 'stdin'>): Promise<VexDocument> {
  const text = textOf(await readNamedOrStdin(path, io), path === '-' ? 'stdin' : path);
  const { readVex } = await import('@theriac/formats/vex');
  return readVex(text, path === '-' ? 'stdin' : basename(path));
}

/** Author, namespace and title as given; SOURCE_DATE_EPOCH makes the time reproducible. */
export function metaOf(
  { author, ...given }: AuthoredGiven,
  title: string,
  { env }: Pick<Io, 'env'>,
): VexMeta {
  if (author === undefined)
    throw new TheriacError('THERIAC_USAGE', 'the author of the statements is missing: name it with --author');
  return {
    author,
    namespace: given.namespace ?? '',
    timestamp: nowOf(env),
    version: 1,
    title: given.title ?? title,
  };
}

/** Writes the document; what its format could not say goes to standard error. */
export function deliver(
  { text, losses }: RenderedVex,
  output: string | undefined,
  { stdout, stderr }: Pick<CommandContext, 'stdout' | 'stderr'>,
): void {
  for (const loss of losses) stderr.write(`warning: ${printable(loss)}\n`);
  if (output === undefined || output === '-') stdout.write(text, 'json');
  else writeReport(output, text, 'json');
}
