/** Digest of a file without reading it into memory at once. */
import { createHash } from 'node:crypto';
import { closeSync, readSync } from 'node:fs';
import { openRegular } from './regular-file.ts';

const CHUNK = 1024 * 1024;

/** Lower-case hexadecimal digest of the bytes from `start` to the end. */
export function fileDigest(path: string, algorithm: 'md5' | 'sha256', start = 0): string {
  const digest = createHash(algorithm);
  const buffer = Buffer.allocUnsafe(CHUNK);
  const fd = openRegular(path);
  try {
    for (let position = start; ; ) {
      const count = readSync(fd, buffer, 0, CHUNK, position);
      if (count === 0) return digest.digest('hex');
      digest.update(buffer.subarray(0, count));
      position += count;
    }
  } finally {
    closeSync(fd);
  }
}

export function fileSha256(path: string, start = 0): string {
  return fileDigest(path, 'sha256', start);
}
