/** Pictures without pixels that have a description, in each container that is read. */
import { deflateSync } from 'node:zlib';

/** A TIFF header with a description. */
export function tiffOf(said: string): Buffer {
  const text = Buffer.from(`${said}\0`, 'latin1');
  const tiff = Buffer.alloc(26);
  tiff.write('MM', 0, 'latin1');
  tiff.writeUInt16BE(42, 2);
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x010e, 10);
  tiff.writeUInt16BE(2, 12);
  tiff.writeUInt32BE(text.length, 14);
  tiff.writeUInt32BE(26, 18);
  return Buffer.concat([tiff, text]);
}

const EXIF = Buffer.from('Exif\0\0', 'latin1');

/** A JPEG with a description in its EXIF block. */
export function picture(said: string): Uint8Array {
  const block = Buffer.concat([EXIF, tiffOf(said)]);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(block.length + 2, 4);
  return Buffer.concat([head, block, Buffer.from([0xff, 0xd9])]);
}

/** A PNG with one chunk before its end. */
export function png(type: string, data: Buffer): Uint8Array {
  const chunk = (name: string, inside: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(inside.length);
    return Buffer.concat([length, Buffer.from(name, 'latin1'), inside, Buffer.alloc(4)]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', Buffer.alloc(13)),
    chunk(type, data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export function webp(said: string): Uint8Array {
  const data = tiffOf(said);
  const head = Buffer.alloc(8);
  head.write('EXIF', 0, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8X\n\0\0\0', 'latin1'), Buffer.alloc(10), head, data]);
}

export const heic = (said: string): Uint8Array =>
  Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), Buffer.alloc(40), EXIF, tiffOf(said)]);

/** Data of an iTXt chunk that is packed. */
export const packedText = (said: string): Buffer =>
  Buffer.concat([Buffer.from('Comment\0\x01\0en\0\0', 'latin1'), deflateSync(said)]);
