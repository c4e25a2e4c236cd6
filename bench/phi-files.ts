/**
 * Which files of folders are told as data of patients, and how fast they are read.
 *
 * `node bench/phi-files.ts FOLDER…`: one line a folder, then each place that is not told as synthetic and each gap, for people to judge.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { MemoryFile } from '../packages/read/src/text/memory-file.ts';
import { BINARY_EXTENSIONS, BINARY_HEAD } from '../packages/scan/src/detectors/phi-files/binary-files.ts';
import { judge } from '../packages/scan/src/detectors/phi-files/judge.ts';
import { readContent } from '../packages/scan/src/detectors/phi-files/read-content.ts';

const LARGEST = 32 * 1024 * 1024;

for (const folder of process.argv.slice(2)) {
  const counts = new Map<string, number>();
  const places: string[] = [];
  const gaps: string[] = [];
  let read = 0;
  const start = performance.now();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || statSync(file).size > LARGEST) continue;
    const bytes = readFileSync(file);
    if (!isWanted(entry.name, bytes)) continue;
    const path = relative(folder, file);
    read += bytes.length;
    const content = await readContent(new MemoryFile(path, bytes));
    for (const part of content.parts)
      for (const reading of part.readout.readings)
        for (const { rule, lines, persons } of judge(part.path, part.text, reading)) {
          counts.set(rule, (counts.get(rule) ?? 0) + 1);
          if (rule !== 'SYNTHETIC') places.push(`  ${rule} ${path}:${lines[0] ?? ''} persons: ${persons}`);
        }
    for (const { message } of content.gaps) gaps.push(`  gap ${path}: ${message}`);
    for (const kind of content.unread) gaps.push(`  gap ${path}: ${kind} is not read`);
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${folder}: ${[...counts].map(([rule, n]) => `${rule} ${n}`).join(', ')}; ${gaps.length} gaps; ${(read / 1e6 / seconds).toFixed(0)} MB/s`,
  );
  for (const place of [...places.toSorted(), ...gaps.toSorted()]) console.log(place);
}

function isWanted(name: string, bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 1024);
  return (
    !head.includes(0) ||
    BINARY_EXTENSIONS.some((extension) => name.toLowerCase().endsWith(extension)) ||
    BINARY_HEAD.test(Buffer.from(head).toString('latin1'))
  );
}
