/** VEX documents in and out, for the commands of `theriac vex`. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { TheriacError } from '@theriac/core';
import type { VexDocument, VexMeta } from '@theriac/formats/vex';
import type { Io } from '../../command/command.ts';
import { nowOf } from '../../inputs/time.ts';
import { writeReport } from '../../run/report-file.ts';
import type { AuthoredGiven } from './options.ts';

/** @throws TheriacError THERIAC_VEX */
export async function readVexFile(path: string, io: Pick<Io, 'stdin'>): Promise<VexDocument> {
  let text: string;
  try {
    text = path === '-' ? await textOf(io.stdin()) : readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TheriacError('THERIAC_VEX', 'cannot be read', { path }, { cause });
  }
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

export function deliver(text: string, output: string | undefined, { stdout }: Pick<Io, 'stdout'>): void {
  if (output === undefined || output === '-') stdout.write(text);
  else writeReport(output, text);
}
