/** Regular files of a gzipped tar (ustar; public fixtures only, so nothing hostile is expected). */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const BLOCK = 512;

/** Path → text (UTF-8). */
export function readTarGz(path: string | URL): Map<string, string> {
  const bytes = gunzipSync(readFileSync(path));
  const files = new Map<string, string>();
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const field = (start: number, length: number): string =>
      bytes.toString('latin1', at + start, at + start + length).replace(/\0.*$/s, '');
    const name = field(0, 100);
    if (name === '') break;
    const size = Number.parseInt(field(124, 12).trim() || '0', 8);
    const type = field(156, 1);
    const prefix = field(345, 155);
    const start = at + BLOCK;
    if (type === '0' || type === '')
      files.set(prefix === '' ? name : `${prefix}/${name}`, bytes.toString('utf8', start, start + size));
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
