/** Bodies of answers: read within a limit, and not waited for without end. */
import { TheriacError } from '@theriac/core';
import type { Dispatcher } from 'undici';
import { headerOf } from './transport.ts';

type Answer = Pick<Dispatcher.ResponseData, 'body' | 'headers'>;

/** So many bytes may take so many times the idle limit; a slower server is as good as silent. */
const PACE_BYTES = 64 * 1024;
const PACE_IDLES = 1;

/**
 * The pieces of a body. The idle limit is the transport's; here ends a server that sends a byte just before it, again
 * and again. Only the time that is waited for the server counts, not that of whoever takes the pieces.
 */
export async function* paced(body: AsyncIterable<Uint8Array>, idleMs: number): AsyncGenerator<Uint8Array> {
  let waited = 0;
  let received = 0;
  let since = performance.now();
  for await (const piece of body) {
    waited += performance.now() - since;
    received += piece.length;
    if (received >= PACE_BYTES) [received, waited] = [0, 0];
    else if (waited > idleMs * PACE_IDLES) throw new Error('the server sends too slowly');
    yield piece;
    since = performance.now();
  }
}

/**
 * @param most bytes; what is announced to be larger is not read at all
 * @throws TheriacError THERIAC_INPUT_LIMIT; what the connection throws when it is cut
 */
export async function readWhole(
  { body, headers }: Answer,
  { most, idleMs, what, where }: { most: number; idleMs: number; what: string; where: string },
): Promise<Buffer> {
  const tooLarge = (): TheriacError =>
    new TheriacError('THERIAC_INPUT_LIMIT', `${what} is larger than ${most} bytes`, { path: where });
  if (Number(headerOf(headers, 'content-length') ?? 0) > most) {
    abandon(body);
    throw tooLarge();
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of paced(body, idleMs)) {
    length += piece.length;
    if (length > most) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length);
}

/** Ends the connection of a body that nobody reads. */
export function abandon(body: Answer['body']): void {
  // Its end is an error for whoever would read on, and nobody does.
  body.on('error', () => undefined);
  body.destroy();
}

/** Reads a small rest, so that the connection can be used again. */
export async function drain(body: Answer['body']): Promise<void> {
  // A rest that is cut or stalls is as good as read.
  await body.dump({ limit: 64 * 1024 }).catch(() => undefined);
}
