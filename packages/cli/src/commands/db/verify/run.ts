/** `theriac db verify`. */
import { existsSync } from 'node:fs';
import { FlatFile, indexPath, installedIndexes, storeOf } from '@theriac/advisories';
import { TheriacError } from '@theriac/core';
import type { CommandContext } from '../../../command/command.ts';
import type { VerifyGiven } from './declare.ts';

/** @returns 0; 3 when an index is damaged */
export function run(_: VerifyGiven, { env, stdout }: CommandContext): number {
  const store = storeOf(env);
  const installed = installedIndexes(store);
  if (installed.length === 0)
    throw new TheriacError('THERIAC_INDEX_MISSING', 'there is no index to verify', { path: store.indexes });
  let damaged = 0;
  for (const id of installed) {
    const path = indexPath(store, id);
    if (!existsSync(path)) continue;
    try {
      stdout.write(`${id.padEnd(14)}whole   sha256 ${FlatFile.verify(path).sha256}\n`);
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      damaged += 1;
      stdout.write(`${id.padEnd(14)}DAMAGED ${error.message} (${error.code})\n`);
    }
  }
  return damaged === 0 ? 0 : 3;
}
