import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { beginsAsText, TEXT_PROBE_BYTES } from './begins-as-text.ts';

/** Bytes of which none is zero, the same in every run: the beginning of something encrypted. */
function noise(seed: number): Buffer {
  const parts: Buffer[] = [];
  for (let i = 0; i < 64; i += 1) parts.push(createHash('sha256').update(`${seed}/${i}`).digest());
  return Buffer.from(Buffer.concat(parts).filter((byte) => byte !== 0)).subarray(0, TEXT_PROBE_BYTES);
}

describe('begins as text', () => {
  test('noise without a zero byte is no text', () => {
    for (let seed = 0; seed < 200; seed += 1) expect(beginsAsText(noise(seed)), String(seed)).toBe(false);
  });

  test.each([
    ['UTF-8', Buffer.from('Zugangsdaten für die Klinik\n'.repeat(20))],
    ['Latin-1', Buffer.from('Zugangsdaten für die Klinik\n'.repeat(20), 'latin1')],
    ['UTF-16 with its mark', Buffer.from('\ufeffpassword=…\r\n', 'utf16le')],
    ['every byte of a legacy encoding', Buffer.from(Array.from({ length: 512 }, (_, i) => 128 + (i % 128)))],
    ['ISO 2022', Buffer.from('\x1b$B4A;z\x1b(B and \x0eabc\x0f '.repeat(40), 'latin1')],
    ['separators of EDIFACT level B', Buffer.from('UNH\x1d1\x1fORU\x1d12\x1c'.repeat(60), 'latin1')],
    ['a terminal log', Buffer.from('\x1b[31mfailed\x1b[0m\x07\x08\n'.repeat(40))],
    ['a short text with control characters', Buffer.from('\x01\x02\x03 key')],
    ['nothing', Buffer.alloc(0)],
  ])('%s is one', (_, bytes) => {
    expect(beginsAsText(bytes.subarray(0, TEXT_PROBE_BYTES))).toBe(true);
  });
});
