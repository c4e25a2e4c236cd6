/**
 * How fast files about patients are read, and how much memory that takes.
 *
 * `node bench/phi-speed.ts`: one line per form; inputs are made by `phi-inputs.ts`, each is read in a process of its own.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOnce, scratch } from './measure.ts';
import { INPUTS } from './phi-inputs.ts';

const { folder } = scratch();
const reader = fileURLToPath(new URL('phi-files.ts', import.meta.url));

for (const [n, { name, files }] of INPUTS.entries()) {
  const target = join(folder, String(n));
  mkdirSync(target);
  let [count, bytes] = [0, 0];
  for (const [path, text] of files()) {
    writeFileSync(join(target, path), text);
    count += 1;
    bytes += Buffer.byteLength(text);
  }
  const { wall, rss } = await runOnce({ name, command: process.execPath, args: [reader, target] }, true);
  const size = bytes / 1e6;
  console.log(
    `${name}: ${count} files, ${size.toFixed(0)} MB, ${(wall / 1000).toFixed(1)} s, ${(size / (wall / 1000)).toFixed(0)} MB/s, ${rss.toFixed(0)} MiB`,
  );
}
