/** `theriac db verify`. */
import { existsSync } from 'node:fs';
import { FlatFile, indexName, indexPath, installedIndexes, storeOf } from '@theriac/advisories';
import { type IndexId, TheriacError } from '@theriac/core';
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
      const { sha256 } = FlatFile.verify(path);
      checkContents(path, id);
      stdout.write(`${id.padEnd(14)}whole   sha256 ${sha256}\n`);
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      damaged += 1;
      stdout.write(`${id.padEnd(14)}DAMAGED ${error.message} (${error.code})\n`);
    }
  }
  return damaged === 0 ? 0 : 3;
}

/** A whole file under the name of another index would answer for packages that it knows nothing of. */
function checkContents(path: string, id: IndexId): void {
  const file = FlatFile.open(path);
  try {
    const holds = indexName(file.meta);
    if (holds !== id)
      throw new TheriacError(
        'THERIAC_INDEX_CORRUPT',
        holds === undefined
          ? 'it does not name its contents'
          : `this is the index ${holds} under another name`,
      );
  } finally {
    file.close();
  }
}
