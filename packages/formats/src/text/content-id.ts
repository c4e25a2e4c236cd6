/**
 * Ids that follow from what a document says, so that the same result gives the same bytes. Nothing of a credential goes
 * into them: a short one is found again by trying all of them.
 */
import { hash } from 'node:crypto';
import { withoutCredentials } from '@theriac/core';

/** A UUID of version 8 (RFC 9562 §5.8) made of the first 122 free bits of the SHA-256. */
export function contentUuid(content: string): string {
  const hex = hash('sha256', withoutCredentials(content));
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** First 16 hexadecimal digits of the SHA-256. */
export function shortHash(content: string): string {
  return hash('sha256', withoutCredentials(content)).slice(0, 16);
}
