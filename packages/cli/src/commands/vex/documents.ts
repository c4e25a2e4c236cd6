/** VEX documents in and out, for the commands of `theriac vex`. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { TheriacError, type VexStatement } from '@theriac/core';
import type { VexMeta } from '@theriac/formats/vex/meta';
import type { VexDocument, VexFormat } from '@theriac/formats/vex/read-vex';
import type { Io } from '../../command/command.ts';
import { nowOf } from '../../inputs/options.ts';
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
  const { readVex } = await import('@theriac/formats/vex/read-vex');
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

export async function renderVex(
  statements: readonly VexStatement[],
  format: VexFormat,
  meta: VexMeta,
): Promise<string> {
  switch (format) {
    case 'openvex':
      return (await import('@theriac/formats/vex/write-openvex')).renderOpenVex(statements, meta);
    case 'csaf':
      // §3.2.1.8.5: an address that belongs to the publisher alone; a made-up one would be a false statement.
      if (meta.namespace === '')
        throw new TheriacError(
          'THERIAC_USAGE',
          'CSAF needs the address of the author: give it with --namespace URL',
        );
      return (await import('@theriac/formats/vex/write-csaf')).renderCsaf(statements, meta);
    case 'cyclonedx': {
      const { bomOfStatements } = await import('@theriac/formats/vex/cyclonedx-vex');
      const { writeBom } = await import('@theriac/formats/bom/index');
      const target = { format: 'cyclonedx', version: '1.6', encoding: 'json' } as const;
      return (await writeBom(bomOfStatements(statements, meta), target)).text;
    }
  }
}

export function deliver(text: string, output: string | undefined, { stdout }: Pick<Io, 'stdout'>): void {
  if (output === undefined || output === '-') stdout.write(text);
  else writeReport(output, text);
}
