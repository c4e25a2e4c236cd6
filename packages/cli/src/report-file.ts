/** Reports on disk: whole or not at all. */
import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { TheriacError } from '@theriac/core';

export function writeReport(path: string, text: string): void {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new TheriacError('THERIAC_OUTPUT', `the report cannot be written${code}`, { path }, { cause });
  }
}
