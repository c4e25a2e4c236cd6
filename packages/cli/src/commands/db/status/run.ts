/** `theriac db status`. */
import { installedIndexes, openAdvisories, openFacts, storeOf } from '@theriac/advisories';
import { advisorySet, count, type IndexInfo, TheriacError } from '@theriac/core';
import { printable } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../../../command/command.ts';
import type { StatusGiven } from './declare.ts';

/** @returns 0; 3 when nothing is installed or an index cannot be read */
export function run({ json }: StatusGiven, { env, stdout }: CommandContext): number {
  const store = storeOf(env);
  const rows = installedIndexes(store).map((id) => {
    try {
      const index = id === 'facts' ? openFacts(store) : openAdvisories(store, advisorySet(id));
      const meta: IndexInfo | undefined = index?.meta;
      index?.close();
      return { id, meta, problem: meta === undefined ? 'missing' : undefined };
    } catch (error) {
      return {
        id,
        meta: undefined,
        problem: error instanceof TheriacError ? `${error.message} (${error.code})` : 'unreadable',
      };
    }
  });
  if (json) {
    stdout.write(
      `${JSON.stringify({ folder: store.indexes, indexes: rows.map((r) => ({ index: r.id, ...(r.meta ?? { problem: r.problem }) })) }, null, 2)}\n`,
      'json',
    );
  } else if (rows.length === 0) {
    stdout.write(
      `No index in ${printable(store.indexes)}.\nRun \`theriac db update\`, or \`theriac db build --feeds DIR\`.\n`,
    );
  } else {
    for (const { id, meta, problem } of rows) {
      stdout.write(
        `${id.padEnd(14)}${meta === undefined ? problem : `${count(meta.records, 'record').padEnd(16)}built ${meta.builtAt}`}\n`,
      );
      for (const feed of meta?.feeds ?? [])
        stdout.write(
          `  ${feed.name}: newest ${feed.newest.slice(0, 10) || 'unknown'}, sha256 ${feed.sha256.slice(0, 16)}…\n`,
        );
    }
    stdout.write(`Folder: ${printable(store.indexes)}\n`);
  }
  return rows.length === 0 || rows.some((r) => r.problem !== undefined) ? 3 : 0;
}
