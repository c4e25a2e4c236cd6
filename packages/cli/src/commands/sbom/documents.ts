/** Bills of materials in and out, for the commands of `theriac sbom`. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Bom, type BomLoss, type BomRead, TheriacError } from '@theriac/core';
import { type Options, timestamp } from '../../options.ts';
import { count, hanging, printable } from '../../render/text.ts';
import { writeReport } from '../../report-file.ts';
import { documentFormat, formatOfName } from './document-format.ts';

const LOSSES_SHOWN = 20;
const UNKNOWNS_SHOWN = 20;

/**
 * @param path `-`: standard input
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the place, for what is broken or no bill of materials
 */
export async function readDocument(path: string): Promise<BomRead> {
  const bytes = bytesOf(path);
  const { readBom } = await import('@theriac/formats/bom');
  const read = await readBom(bytes, path === '-' ? 'stdin' : basename(path));
  if (read === null)
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a bill of materials: neither CycloneDX nor SPDX', {
      path,
    });
  return read;
}

/** As {@link readDocument}; what could not be read is told on stderr, so that nobody takes the rest for the whole. */
export async function openDocument(path: string): Promise<BomRead> {
  const read = await readDocument(path);
  for (const { message, location } of read.unknowns.slice(0, UNKNOWNS_SHOWN)) {
    const line = location.line === undefined ? '' : `:${location.line}`;
    process.stderr.write(`unknown: ${printable(`${location.path}${line}: ${message}`)}\n`);
  }
  const more = read.unknowns.length - UNKNOWNS_SHOWN;
  if (more > 0) process.stderr.write(`unknown: and ${more} more\n`);
  return read;
}

/** @param path `-`: standard input */
export function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (cause) {
    throw new TheriacError('THERIAC_TARGET_MISSING', 'cannot be read', { path }, { cause });
  }
}

/** Writes the document where and how the options say, and tells on stderr what the format cannot hold. */
export async function writeDocument(bom: Bom, options: Options): Promise<readonly BomLoss[]> {
  const output = options.text('output');
  const { writeBom } = await import('@theriac/formats/bom');
  const asked = options.text('format') ?? options.text('to') ?? formatOfName(output);
  const { text, losses } = await writeBom(bom, documentFormat(asked));
  if (output === undefined || output === '-') process.stdout.write(text);
  else writeReport(output, text);
  if (losses.length > 0) process.stderr.write(`${lossLines(losses, asked).join('\n')}\n`);
  return losses;
}

/** Alike losses of many components are told once. */
function lossLines(losses: readonly BomLoss[], format: string): string[] {
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
    `${count(losses.length, 'thing')} that ${printable(format)} cannot hold:`,
    ...shown.flatMap(([key, group]) => hanging(`  ${String(group.count).padStart(5)} × `, key, 80)),
    ...(groups.size > shown.length ? [`  … and ${groups.size - shown.length} more kinds`] : []),
    '  --losses FILE writes each of them with its path.',
  ];
}

/** Now, or what SOURCE_DATE_EPOCH says, as RFC 3339: the same input at the same epoch gives the same bytes. */
export function nowOf(env: NodeJS.ProcessEnv): string {
  const epoch = Number(env.SOURCE_DATE_EPOCH);
  const known = env.SOURCE_DATE_EPOCH !== undefined && Number.isSafeInteger(epoch);
  return timestamp(known ? new Date(epoch * 1000) : new Date());
}
