/** Bytes as text: UTF-8, or UTF-16 with a byte order mark. */
import { isUtf8 } from 'node:buffer';
import { TheriacError } from '@theriac/core';

/**
 * UTF-8 (BOM dropped) or UTF-16 with BOM; CRLF and lone CR become LF.
 * @throws TheriacError THERIAC_INPUT_SYNTAX when the bytes are not text
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  let text: string;
  try {
    if (bytes[0] === 0xff && bytes[1] === 0xfe)
      text = new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
    else if (bytes[0] === 0xfe && bytes[1] === 0xff)
      text = new TextDecoder('utf-16be', { fatal: true }).decode(bytes);
    else text = decodeUtf8(bytes);
  } catch {
    throw new TheriacError(
      'THERIAC_INPUT_SYNTAX',
      'not text: neither UTF-8 nor UTF-16 with a byte order mark',
      { path },
    );
  }
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** As a fatal TextDecoder would, several times faster on the megabytes that lockfiles are. */
function decodeUtf8(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new RangeError('not UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
