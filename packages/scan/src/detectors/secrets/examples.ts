/** Texts in which a secret of each kind stands, made anew from its row: none of them is written down anywhere. */
import { crc32 } from 'node:zlib';
import { base62 } from './checks.ts';
import type { SecretKind } from './kind.ts';
import { exampleOf, piecesOf } from './shape.ts';

/** Numbers that look like chance and are the same in each run (mulberry32). */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

export interface Example {
  readonly text: string;
  /** What must be found; for kinds with a text of their own a part of it is. */
  readonly value: string | undefined;
}

/** One example for each shape or text of the kind. */
export function examplesOf({ how }: SecretKind, random: (below: number) => number): Example[] {
  if (how.by === 'pattern')
    return how.examples.map((text) => ({
      text: exampleOf(piecesOf(escaped(text)), random)
        .replaceAll('\u0001', '{')
        .replaceAll('\u0002', '}'),
      value: undefined,
    }));
  const values = how.shapes.map((shape) => checked(exampleOf(piecesOf(shape), random), how.check));
  if (how.by === 'shape') return values.map((value) => ({ text: `auth ${value} end`, value }));
  return values.map((value, i) => {
    const name = how.names[i % how.names.length] ?? '';
    return { text: `${name} = "${value}"`, value };
  });
}

/** Braces that are no class. */
function escaped(text: string): string {
  return text
    .replace(/\{(?![A-Za-z]+\d*[a-z]*:\d|uuid\})/g, '\u0001')
    .replace(
      /(\{(?:[A-Za-z]+\d*[a-z]*:\d+(?:-\d+)?|uuid)\})|\}/g,
      (all, piece: string | undefined) => piece ?? (all === '}' ? '\u0002' : all),
    );
}

/** With the checksum that the kind has. */
function checked(value: string, check: string | undefined): string {
  if (check === 'base62-crc')
    return `${value.slice(0, -6)}${base62(crc32(value.slice(value.indexOf('_') + 1, -6)))}`;
  if (check !== 'hex-crc') return value;
  const body = value.slice(0, value.lastIndexOf('_'));
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc32(body));
  return `${body}_${bytes.toString('hex')}`;
}
