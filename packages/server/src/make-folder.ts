/** A folder of the server. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { TheriacError } from '@theriac/core';

/**
 * Made one above the other: asked to make all at once, Node.js tries without end where none can be made (`/proc/x`).
 * @throws TheriacError THERIAC_SERVER_DATA
 */
export function makeFolder(path: string, mode: number): void {
  try {
    if (existsSync(path)) {
      if (!statSync(path).isDirectory()) throw new Error('it is a file');
      return;
    }
    const above = dirname(path);
    if (above !== path) makeFolder(above, mode);
    mkdirSync(path, { mode });
  } catch (cause) {
    if (cause instanceof TheriacError) throw cause;
    // Another process may have made it meanwhile.
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return;
    throw new TheriacError('THERIAC_SERVER_DATA', `the folder ${path} cannot be made`, {}, { cause });
  }
}
