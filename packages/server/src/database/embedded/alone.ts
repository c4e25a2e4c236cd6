/** One process at a time makes and starts the database of a folder; the others wait, and find it running. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';
import { isAlive } from './database-users.ts';

const TRIES = 1200;
const TRY_EVERY_MS = 100;

export async function alone<T>(folder: string, run: () => Promise<T>): Promise<T> {
  const lock = join(folder, 'starting');
  for (let tries = 0; !taken(lock); tries += 1) {
    if (tries === TRIES)
      throw new TheriacError(
        'THERIAC_SERVER_DATA',
        `another process has been starting the database in ${folder} for minutes`,
      );
    if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
    await new Promise((done) => setTimeout(done, TRY_EVERY_MS));
  }
  try {
    return await run();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw new TheriacError('THERIAC_SERVER_DATA', `${lock} cannot be made`, {}, { cause: error });
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  return true;
}

/** Whether the process that took it is gone. */
function isAbandoned(lock: string): boolean {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    return Number.isInteger(pid) && pid > 0 && !isAlive(pid);
  } catch {
    return false;
  }
}
