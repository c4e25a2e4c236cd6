import { TheriacError } from '@theriac/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAnyway, decodeText } from './decode-text.ts';

const TEXT = 'host: db.ward.example\r\nname: M\u00fcller \u{1f489}\n';
const READ = TEXT.replace('\r', '');

function wide(text: string, width: 2 | 4, isLittle: boolean): Buffer {
  if (width === 2) {
    const units = Buffer.from(text, 'utf16le');
    return isLittle ? units : units.swap16();
  }
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(codes.length * 4);
  for (const [i, code] of codes.entries())
    isLittle ? bytes.writeUInt32LE(code, i * 4) : bytes.writeUInt32BE(code, i * 4);
  return bytes;
}

describe.each([
  ['UTF-16, lowest byte first', 2, true],
  ['UTF-16, highest byte first', 2, false],
  ['UTF-32, lowest byte first', 4, true],
  ['UTF-32, highest byte first', 4, false],
] as const)('%s', (_, width, isLittle) => {
  test('is read with a mark and without one', () => {
    expect(decodeText(wide(TEXT, width, isLittle), 'a')).toBe(READ);
    expect(decodeText(wide(`\ufeff${TEXT}`, width, isLittle), 'a')).toBe(READ);
  });

  test('a broken end is refused, and read all the same by who searches everything', () => {
    const broken = Buffer.concat([
      wide(TEXT, width, isLittle),
      wide('\ud83d', 2, isLittle),
      Buffer.from([1]),
    ]);
    if (width === 2) expect(() => decodeText(broken, 'a')).toThrow(TheriacError);
    expect(decodeAnyway(broken)).toContain('db.ward.example');
  });
});

test('bytes with a zero at some places stay what they are', () => {
  expect(decodeText(Buffer.from('a comment \u0000 with a zero byte\n'), 'a')).toBe(
    'a comment \u0000 with a zero byte\n',
  );
  expect(decodeText(Buffer.from('a\u0000b\u0000'), 'a')).toBe('a\u0000b\u0000');
});

test('no code point beyond the last is a character', () => {
  const bytes = wide(TEXT, 4, true);
  bytes.writeUInt32LE(0x110000, bytes.length - 4);
  expect(() => decodeText(bytes, 'a')).toThrow('not text');
});

test('UTF-8 is read as it was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      fc.pre(!text.includes('\r') && !text.includes('\u0000') && !text.startsWith('\ufeff'));
      expect(decodeText(Buffer.from(text), 'a')).toBe(text);
    }),
  );
});
