/** `theriac audit verify`. */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { TheriacError } from '@theriac/core';
import { type AuditVerdict, parseNoteKey, verifyBundle } from '@theriac/formats/audit';
import { printable, wrap } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../../../command/command.ts';
import type { VerifyGiven } from './declare.ts';

/** Of a checkpoint or of keys. */
const MAX_SMALL_FILE = 1024 * 1024;

/** @returns 0 the trail holds, 1 it does not */
export async function run(given: VerifyGiven, { stdout, width }: CommandContext): Promise<number> {
  const held = given.checkpoints.map((name) => ({ name, note: smallFile(name) }));
  const keys = given.key === undefined ? [] : keysIn(given.key);
  const verdict = await verifyBundle({ chunks: bytesOf(given.bundle), held, keys });
  if (given.json) stdout.write(`${JSON.stringify(verdict, null, 2)}\n`, 'json');
  else stdout.write(`${linesOf(given.bundle, verdict, width).join('\n')}\n`);
  return verdict.holds ? 0 : 1;
}

function linesOf(file: string, verdict: AuditVerdict, width: number): string[] {
  const { holds, origin, events, signedUpTo, checkpoints, keys, hasOwnKeys, faults, moreFaults } = verdict;
  const held = checkpoints.filter(({ from }) => from === 'held').map(({ size }) => size);
  const lines = [
    `${printable(file)}: ${holds ? 'the trail holds' : 'THE TRAIL DOES NOT HOLD'}`,
    `  trail: ${printable(origin)}`,
    `  events: ${events}, of which ${signedUpTo} under a signed checkpoint`,
    `  checkpoints: ${checkpoints.length - held.length} in the bundle${held.length === 0 ? '' : `; kept elsewhere: ${held.join(', ')}`}`,
    ...keys.map(
      (key) =>
        `  key ${hasOwnKeys ? 'given' : 'in the bundle'}: ${printable(key.slice(0, key.lastIndexOf('+')))}`,
    ),
  ];
  for (const { kind, why } of faults)
    for (const line of wrap(printable(`${kind}: ${why}`), width, '  ')) lines.push(line);
  if (moreFaults > 0) lines.push(`  and ${moreFaults} more`);
  if (verdict.notShown.length > 0) lines.push('', 'What this cannot show:');
  for (const one of verdict.notShown) for (const line of wrap(one, width, '  ')) lines.push(line);
  return lines;
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk as Buffer;
  } catch (cause) {
    throw new TheriacError('THERIAC_FILE', 'the bundle cannot be read', { path }, { cause });
  }
}

function smallFile(path: string): string {
  let size: number;
  try {
    ({ size } = statSync(path));
    if (size <= MAX_SMALL_FILE) return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TheriacError('THERIAC_FILE', 'the file cannot be read', { path }, { cause });
  }
  throw new TheriacError('THERIAC_AUDIT_BUNDLE', `${size} bytes are neither a checkpoint nor keys`, { path });
}

/** One key a line, as the server writes them. */
function keysIn(path: string): readonly ReturnType<typeof parseNoteKey>[] {
  const lines = smallFile(path)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) throw new TheriacError('THERIAC_AUDIT_BUNDLE', 'there is no key in it', { path });
  return lines.map(parseNoteKey);
}
