/** Texts in which a secret of each kind stands, made anew from its row: none of them is written down anywhere. */
import { crc32 } from 'node:zlib';
import { base62, CHECKS, type CheckName } from './checks.ts';
import type { SecretKind } from './kind.ts';
import { exampleOf, piecesOf, piecesOfText } from './shape.ts';

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
    return how.examples.map((text) => ({ text: exampleOf(piecesOfText(text), random), value: undefined }));
  const values = how.shapes.map((shape) => valueOfShape(shape, how.check, random));
  if (how.by === 'shape') return values.map((value) => ({ text: `auth ${value} end`, value }));
  return values.map((value, i) => {
    const name = how.names[i % how.names.length] ?? '';
    return { text: `${name} = "${value}"`, value };
  });
}

/** Chance that a text lacks what its check asks for: a try in a hundred at most. */
const TRIES = 20;

function valueOfShape(
  shape: string,
  check: CheckName | undefined,
  random: (below: number) => number,
): string {
  let value = '';
  for (let i = 0; i < TRIES; i += 1) {
    value = checked(exampleOf(piecesOf(shape), random), check);
    if (check === undefined || CHECKS[check](value)) return value;
  }
  return value;
}

/** With the checksum that the kind has. */
function checked(value: string, check: CheckName | undefined): string {
  if (check === 'base62-crc')
    return `${value.slice(0, -6)}${base62(crc32(value.slice(value.indexOf('_') + 1, -6)))}`;
  if (check !== 'hex-crc') return value;
  const body = value.slice(0, value.lastIndexOf('_'));
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc32(body));
  return `${body}_${bytes.toString('hex')}`;
}
