/** The packages of RPM's database in each of its three formats, and what of it is damaged. */
import { type ExtractContext, TheriacError } from '@theriac/core';
import {
  berkeleyValues,
  isBerkeley,
  isNdb,
  isSqlite,
  ndbValues,
  openSqlite,
  withWriteAheadLog,
} from '@theriac/read/rpmdb';

/** Headers, one of each package. */
export function* rpmValues(
  bytes: Buffer,
  path: string,
  context: Pick<ExtractContext, 'file' | 'exists'>,
  damaged: () => void,
): Generator<Buffer> {
  if (isSqlite(bytes)) yield* sqliteValues(withLog(bytes, path, context, damaged), damaged);
  else if (isNdb(bytes)) yield* ndbValues(bytes, damaged);
  else if (isBerkeley(bytes)) {
    let counters = 0;
    for (const value of berkeleyValues(bytes, damaged)) {
      // One value is the number of the last package.
      if (value.length === COUNTER_BYTES && counters === 0) counters += 1;
      else yield value;
    }
  } else throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a database of RPM', { path });
}

const COUNTER_BYTES = 4;

/** What was written last may be in the log alone. */
function withLog(
  bytes: Buffer,
  path: string,
  context: Pick<ExtractContext, 'file' | 'exists'>,
  damaged: () => void,
): Buffer {
  const beside = `${path}-wal`;
  if (!context.exists(beside)) return bytes;
  const log = context.file(beside);
  if (log === null) damaged();
  return log === null ? bytes : withWriteAheadLog(bytes, asBuffer(log.bytes()), damaged);
}

function* sqliteValues(bytes: Buffer, damaged: () => void): Generator<Buffer> {
  const database = openSqlite(bytes, damaged);
  if (!database.hasTable('Packages')) damaged();
  const found = new Set<number>();
  for (const { id, values } of database.rows('Packages')) {
    found.add(id);
    const blob = values.at(-1);
    if (Buffer.isBuffer(blob)) yield blob;
    else damaged();
  }
  // An index of RPM's own: package numbers by name.
  for (const { values } of database.rows('Name')) {
    const [, number] = values;
    if (typeof number !== 'number' || found.has(number)) continue;
    found.add(number);
    damaged();
  }
}

export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
