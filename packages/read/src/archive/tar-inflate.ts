/** What an archive holds once it is unpacked: gzip and zstd, as node-tar tells them by their first bytes. */
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { TarProblem } from './tar-problem.ts';

const MAX_INFLATED = 512 * 1024 * 1024;

export function inflated(
  packed: Uint8Array,
): { readonly bytes: Buffer; readonly packed: boolean } | { readonly problem: TarProblem } {
  const head = Buffer.from(packed.subarray(0, 4)).toString('hex');
  const inflate = head.startsWith('1f8b') ? gunzipSync : head === '28b52ffd' ? zstdDecompressSync : undefined;
  if (inflate === undefined)
    return { bytes: Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength), packed: false };
  try {
    return { bytes: inflate(packed, { maxOutputLength: MAX_INFLATED }), packed: true };
  } catch (error) {
    const large =
      error instanceof RangeError || (error instanceof Error && /larger than/.test(error.message));
    const message = large ? 'the archive inflates to more than is read' : 'the archive cannot be inflated';
    return { problem: { kind: large ? 'too-large' : 'damaged', message } };
  }
}
