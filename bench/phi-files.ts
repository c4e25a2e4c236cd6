/**
 * Which files of folders are told as data of patients, and how fast they are read.
 *
 * `node bench/phi-files.ts FOLDER…`: one line a folder, then each place that is not told as synthetic, for people to judge.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { judge } from '../packages/scan/src/detectors/phi-files/judge.ts';
import { readBinary, readText } from '../packages/scan/src/detectors/phi-files/read-file.ts';

const LARGEST = 32 * 1024 * 1024;

for (const folder of process.argv.slice(2)) {
  const counts = new Map<string, number>();
  const places: string[] = [];
  let read = 0;
  const start = performance.now();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || statSync(file).size > LARGEST) continue;
    const bytes = readFileSync(file);
    const path = relative(folder, file);
    const isBinary = bytes.subarray(0, 1024).includes(0);
    const text = isBinary ? '' : bytes.toString('utf8').replace(/\r\n?/g, '\n');
    if (isBinary && !/\.(?:dcm|dicom|jpe?g)$/.test(entry.name)) continue;
    read += bytes.length;
    for (const reading of (isBinary ? readBinary(path, bytes) : readText(path, text)).readings)
      for (const { rule, lines, persons } of judge(path, text, reading)) {
        counts.set(rule, (counts.get(rule) ?? 0) + 1);
        if (rule !== 'SYNTHETIC') places.push(`  ${rule} ${path}:${lines[0] ?? ''} persons: ${persons}`);
      }
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${folder}: ${[...counts].map(([rule, n]) => `${rule} ${n}`).join(', ')}; ${(read / 1e6 / seconds).toFixed(0)} MB/s`,
  );
  for (const place of places.toSorted()) console.log(place);
}
