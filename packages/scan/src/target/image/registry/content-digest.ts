/** Digests that name content (https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests). */
import { createHash } from 'node:crypto';
import { TheriacError } from '@theriac/core';
import type { Descriptor } from '../blob-source.ts';

const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** The digest of `bytes` by the algorithm that `like` has. */
export function digestOf(bytes: Uint8Array, like = 'sha256:'): string {
  const algorithm = algorithmOf(like);
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

export function algorithmOf(digest: string): 'sha256' | 'sha512' {
  return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}

/**
 * A descriptor comes from a document of the image, so its digest and size may be anything; the digest becomes part of
 * an address.
 * @param where of errors
 */
export function checkDescriptor({ digest, size }: Descriptor, where: string): void {
  if (!isDigest(digest))
    throw new TheriacError(
      'THERIAC_IMAGE',
      'the image names a part by something that is no sha256 or sha512 digest',
      { path: where },
    );
  if (!Number.isSafeInteger(size) || size < 0)
    throw new TheriacError('THERIAC_IMAGE', `the size of ${digest} is no number of bytes`, { path: where });
}

export function differs(what: string, where: string): TheriacError {
  return new TheriacError('THERIAC_IMAGE_DIGEST', what, { path: where });
}
