/** Scans of many and of large files, each in a process of its own: its peak memory, as the kernel counts it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOnce } from '../measure.ts';
import { TREES } from './memory/trees.ts';
import type { Suite } from './suite.ts';

const MOST_MIB = 600;
/** For trees that list as many packages as a scan takes (250,000): each is kept, with its edges, until it is written. */
const MOST_DENSE_MIB = 1_200;
/** Hangs are another suite's question; this one only notices them. */
const MOST_SECONDS = 120;
/** 0: nothing found; 1 and 3: the gate fails, or what was read is not complete. */
const ANSWERS: readonly number[] = [0, 1, 3];
const CLI = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

export const memory: Suite = {
  id: 'memory',
  promise: 'A scan of a gigabyte of files that are wanted stays under 600 MB of memory',
  run: async (form) => {
    const trees = TREES.filter(({ quick }) => form === 'long' || quick === true);
    const broken: string[] = [];
    const figures: string[] = [];
    let argued = 0;
    for (const { what, dense, file, make } of trees) {
      const folder = mkdtempSync(join(tmpdir(), 'theriac-memory-'));
      try {
        make(folder);
        const target = file === undefined ? folder : join(folder, file);
        const args = [CLI, 'scan', target, '--offline', '--format', 'json'];
        const { rss, wall, exitCode } = await runOnce({ name: what, command: process.execPath, args }, true);
        const said = `${what}: ${rss.toFixed(0)} MiB, ${(wall / 1000).toFixed(1)} s, exit ${exitCode}`;
        figures.push(said);
        const most = dense === true ? MOST_DENSE_MIB : MOST_MIB;
        if (dense === true && rss > MOST_MIB) argued += 1;
        if (rss > most || wall > MOST_SECONDS * 1000 || !ANSWERS.includes(exitCode)) broken.push(said);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    const what = `trees that list hundreds of thousands of packages: under ${MOST_DENSE_MIB} MB`;
    const why = 'each package is kept until the result is written; files after 250,000 are told as not read';
    return {
      tried: trees.length,
      broken,
      figures,
      argued: argued === 0 ? [] : [{ what, count: argued, why }],
    };
  },
};
