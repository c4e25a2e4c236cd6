/** Bills of materials in and out, for the commands of `theriac sbom`. */
import { basename } from 'node:path';
import { type Bom, type BomLoss, type BomRead, count, TheriacError } from '@theriac/core';
import { hanging, printable } from '@theriac/formats/terminal-text';
import type { CommandContext, Io } from '../../command/command.ts';
import { readNamedOrStdin } from '../../inputs/read-given.ts';
import { nowOf } from '../../inputs/time.ts';
import { writeReport } from '../../run/report-file.ts';
import { channelOf } from '../../run/safe-output.ts';
import { widthOf } from '../../run/width.ts';
import { documentFormat, formatOfName } from './document-format.ts';

const LOSSES_SHOWN = 20;
const UNKNOWNS_SHOWN = 20;

/**
 * @param path `-`: standard input
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the place, for invalid documents and other files
 */
export async function readDocument(path: string, io: Pick<Io, 'stdin'>): Promise<BomRead> {
  const bytes = await readNamedOrStdin(path, io);
  const { readBom } = await import('@theriac/formats/bom');
  const read = await readBom(bytes, path === '-' ? 'stdin' : basename(path));
  if (read === null)
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a bill of materials (neither CycloneDX nor SPDX)', {
      path,
    });
  return read;
}

/** As {@link readDocument}; what could not be read is listed on stderr, so that the rest is not taken for the whole. */
export async function openDocument(path: string, io: CommandContext): Promise<BomRead> {
  const read = await readDocument(path, io);
  for (const { message, location } of read.unknowns.slice(0, UNKNOWNS_SHOWN)) {
    const line = location.line === undefined ? '' : `:${location.line}`;
    io.stderr.write(`unknown: ${printable(`${location.path}${line}: ${message}`)}\n`);
  }
  const more = read.unknowns.length - UNKNOWNS_SHOWN;
  if (more > 0) io.stderr.write(`unknown: and ${more} more\n`);
  return read;
}

/**
 * Writes the document and lists on stderr what the format cannot represent.
 * @param wanted format as given; absent: by the name of the file
 */
export async function writeDocument(
  bom: Bom,
  wanted: { readonly format: string | undefined; readonly output: string | undefined },
  io: CommandContext,
): Promise<readonly BomLoss[]> {
  const { output } = wanted;
  const { writeBom } = await import('@theriac/formats/bom');
  const asked = wanted.format ?? formatOfName(output);
  const { text, losses } = await writeBom(bom, { ...documentFormat(asked), now: nowOf(io.env) });
  if (output === undefined || output === '-') io.stdout.write(text, channelOf(asked));
  else writeReport(output, text, channelOf(asked));
  if (losses.length > 0)
    io.stderr.write(`${lossLines(losses, asked, widthOf(io.stderr, io.env)).join('\n')}\n`);
  return losses;
}

/** Equal losses of many components are listed once. */
function lossLines(losses: readonly BomLoss[], format: string, width: number): string[] {
  const groups = new Map<string, { count: number; why: string }>();
  for (const { path, why } of losses) {
    const place = path.replace(/^\/([a-zA-Z]+)\/[^/]+/, '/$1/*').replace(/\/\d+(?=\/|$)/g, '/*');
    const key = `${place}: ${why}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { count: 1, why });
    else group.count += 1;
  }
  const shown = [...groups].slice(0, LOSSES_SHOWN);
  return [
    `${count(losses.length, 'thing')} that ${printable(format)} cannot represent:`,
    ...shown.flatMap(([key, group]) => hanging(`  ${String(group.count).padStart(5)} × `, key, width)),
    ...(groups.size > shown.length ? [`  … and ${groups.size - shown.length} more kinds`] : []),
    '  --losses FILE writes each loss with its path.',
  ];
}
