/** Bytes as they were before they were compressed, in pieces. */
import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { TheriacError } from '@theriac/core';

const PIECE_BYTES = 1024 * 1024;

/** By its first bytes: what a manifest says of it is not always true. */
export async function* unpacked(
  pieces: AsyncIterable<Uint8Array>,
  label: string,
): AsyncGenerator<Uint8Array> {
  const source = pieces[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  for (let length = 0; length < 4; ) {
    const next = await source.next();
    if (next.done === true) break;
    first.push(Uint8Array.from(next.value));
    length += next.value.length;
  }
  const head = Buffer.concat(first).subarray(0, 4).toString('hex');
  const all = joined(first, source);
  const stream = head.startsWith('1f8b')
    ? createGunzip({ chunkSize: PIECE_BYTES })
    : head === '28b52ffd' || /^5.2a4d18$/.test(head)
      ? createZstdDecompress({ chunkSize: PIECE_BYTES })
      : undefined;
  if (stream === undefined) {
    if (head.startsWith('425a68') || head === 'fd377a58')
      throw damaged(label, 'it is compressed with bzip2 or xz, which images do not use');
    yield* all;
  } else yield* decompressed(all, stream, label);
}

async function* decompressed(
  pieces: AsyncIterable<Uint8Array>,
  stream: Transform,
  label: string,
): AsyncGenerator<Uint8Array> {
  let failure: unknown;
  const out = pipeline(Readable.from(pieces, { objectMode: false }), stream, (error) => {
    failure = error ?? undefined;
  });
  try {
    for await (const piece of out) yield piece as Uint8Array;
  } catch (cause) {
    const why = failure ?? cause;
    if (why instanceof TheriacError) throw why;
    throw damaged(label, 'it cannot be decompressed', why);
  }
}

async function* joined(
  first: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

function damaged(label: string, why: string, cause?: unknown): TheriacError {
  return new TheriacError('THERIAC_IMAGE', `${label}: ${why}`, {}, cause === undefined ? {} : { cause });
}
