/** Bytes that are what their digest says. */
import { createHash, hash } from 'node:crypto';
import { TheriacError } from '@theriac/core';
import type { Descriptor } from './blob-source.ts';

/** @param like a digest, or its beginning, by the algorithm of which is computed */
export function digestOf(bytes: Uint8Array, like: string): string {
  const algorithm = like.startsWith('sha512:') ? 'sha512' : 'sha256';
  return `${algorithm}:${hash(algorithm, bytes)}`;
}

/** The pieces as they come; @throws TheriacError THERIAC_IMAGE_DIGEST after the last where they are something else */
export async function* verified(
  pieces: AsyncIterable<Uint8Array>,
  { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
): AsyncGenerator<Uint8Array> {
  const algorithm = digest.startsWith('sha512:') ? 'sha512' : 'sha256';
  const sum = createHash(algorithm);
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > size)
      throw new TheriacError('THERIAC_IMAGE_DIGEST', `${digest} is larger than its ${size} bytes`);
    sum.update(piece);
    yield piece;
  }
  if (length < size)
    throw new TheriacError('THERIAC_IMAGE_DIGEST', `${digest} has only ${length} of its ${size} bytes`);
  if (`${algorithm}:${sum.digest('hex')}` !== digest)
    throw new TheriacError('THERIAC_IMAGE_DIGEST', `${digest} has another content`);
}
