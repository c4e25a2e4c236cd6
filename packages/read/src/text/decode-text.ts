/** Bytes as text: UTF-8, UTF-16 or UTF-32, with a byte order mark or without one. */
import { isUtf8 } from 'node:buffer';
import { TheriacError } from '@theriac/core';
import { decodeWide, encodingOf } from './encoding.ts';

/**
 * The byte order mark is dropped; CRLF and lone CR become LF.
 * @throws TheriacError THERIAC_INPUT_SYNTAX when the bytes are not text
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  let text: string;
  try {
    const encoding = encodingOf(bytes);
    text = encoding === 'utf-8' ? decodeUtf8(bytes) : decodeWide(bytes, encoding, true);
  } catch {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not text: neither UTF-8 nor UTF-16 nor UTF-32', { path });
  }
  return withLineFeeds(text);
}

/** The same of bytes that are no text as a whole: what is no UTF-8 is taken byte by byte, and nothing is refused. */
export function decodeAnyway(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  return withLineFeeds(
    encoding === 'utf-8' ? Buffer.from(bytes).toString('latin1') : decodeWide(bytes, encoding, false),
  );
}

function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** As a fatal TextDecoder would, several times faster on the megabytes that lockfiles are. */
function decodeUtf8(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new RangeError('not UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
