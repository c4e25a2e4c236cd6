/** VEX documents in and out, for the commands of `theriac vex`. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { TheriacError } from '@theriac/core';
import type { VexDocument, VexMeta } from '@theriac/formats/vex';
import { type Options, timestamp } from '../../options.ts';
import { writeReport } from '../../report-file.ts';

/** @throws TheriacError THERIAC_VEX */
export async function readVexFile(path: string): Promise<VexDocument> {
  let text: string;
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (cause) {
    throw new TheriacError('THERIAC_VEX', 'cannot be read', { path }, { cause });
  }
  const { readVex } = await import('@theriac/formats/vex');
  return readVex(text, path === '-' ? 'stdin' : basename(path));
}

/** Author, namespace and title as given; SOURCE_DATE_EPOCH makes the time reproducible. */
export function metaOf(options: Options, title: string): VexMeta {
  const author = options.text('author');
  if (author === undefined)
    throw new TheriacError('THERIAC_USAGE', 'say who stands behind the statements, with --author');
  const epoch = Number(process.env.SOURCE_DATE_EPOCH);
  const now =
    process.env.SOURCE_DATE_EPOCH !== undefined && Number.isSafeInteger(epoch)
      ? new Date(epoch * 1000)
      : new Date();
  return {
    author,
    namespace: options.text('namespace') ?? '',
    timestamp: timestamp(now),
    version: 1,
    title: options.text('title') ?? title,
  };
}

export function deliver(text: string, output: string | undefined): void {
  if (output === undefined || output === '-') process.stdout.write(text);
  else writeReport(output, text);
}
