/**
 * Blobs: streamed, continued where the connection was cut, and checked as a whole. Every piece is given on at once, so
 * what came is to be believed only when the end came without an error.
 */
import { createHash } from 'node:crypto';
import { TheriacError } from '@theriac/core';
import type { Descriptor } from '../blob-source.ts';
import { abandon, drain, paced } from './body.ts';
import type { RegistryClient } from './client.ts';
import { algorithmOf, checkDescriptor, differs } from './content-digest.ts';
import { type Answer, headerOf } from './transport.ts';

/** How often one blob is continued. */
const MAX_CONTINUED = 5;

/** @throws TheriacError THERIAC_REGISTRY, THERIAC_IMAGE, THERIAC_IMAGE_DIGEST */
export async function* fetchBlob(client: RegistryClient, descriptor: Descriptor): AsyncGenerator<Uint8Array> {
  const { digest, size } = descriptor;
  const { where } = client;
  checkDescriptor(descriptor, where);
  const hash = createHash(algorithmOf(digest));
  let received = 0;
  let mayRange = true;
  for (let continued = 0; ; continued += 1) {
    const { answer, begins } = await open(client, descriptor, mayRange ? received : 0);
    // A server that did not understand is asked for the whole from now on.
    if (begins !== received) mayRange = false;
    let cut: unknown;
    if (begins !== undefined) {
      let skip = received - begins;
      try {
        for await (const whole of paced(answer.body, client.idleMs)) {
          const piece = skip === 0 ? whole : whole.subarray(Math.min(skip, whole.length));
          skip -= whole.length - piece.length;
          if (received + piece.length > size)
            throw differs(`${digest} is larger than the ${size} bytes of its descriptor`, where);
          received += piece.length;
          hash.update(piece);
          if (piece.length > 0) yield piece;
        }
      } catch (error) {
        if (error instanceof TheriacError) throw error;
        cut = error;
      }
    }
    if (received === size) break;
    if (continued === MAX_CONTINUED) throw incomplete(descriptor, received, { where, cut });
  }
  const found = `${algorithmOf(digest)}:${hash.digest('hex')}`;
  if (found !== digest)
    throw differs(`the part of the image that is named ${digest} has the digest ${found}`, where);
}

function incomplete(
  { digest, size }: Descriptor,
  received: number,
  { where, cut }: { where: string; cut: unknown },
): TheriacError {
  return cut === undefined
    ? differs(`${digest} ends after ${received} of ${size} bytes`, where)
    : new TheriacError(
        'THERIAC_REGISTRY',
        `the connection was cut or stalled ${MAX_CONTINUED + 1} times; ${received} of ${size} bytes of ${digest} came`,
        { path: where },
        { cause: cut },
      );
}

interface Opened {
  readonly answer: Answer;
  /** The first byte that the body has; undefined where the server sends something else than was asked for. */
  readonly begins: number | undefined;
}

async function open(
  client: RegistryClient,
  { digest, size, mediaType }: Descriptor,
  from: number,
): Promise<Opened> {
  const what = `the blob ${digest}`;
  const headers = from > 0 ? { range: `bytes=${from}-${size - 1}` } : {};
  const accepted = from > 0 ? [200, 206, 416] : [200];
  const answer = await client.get(`blobs/${digest}`, what, { accept: '*/*', ...headers }, accepted);
  const type = headerOf(answer.headers, 'content-type') ?? '';
  const refuse = (error: TheriacError): TheriacError => {
    abandon(answer.body);
    return error;
  };
  if (type.startsWith('text/html') && mediaType !== 'text/html')
    throw refuse(
      new TheriacError(
        'THERIAC_REGISTRY',
        `${answer.url.host} sends a web page where ${what} was asked for: a login page or a proxy may be in between`,
        { path: client.where },
      ),
    );
  if (answer.status === 200) {
    const length = headerOf(answer.headers, 'content-length') ?? '';
    if (/^\d+$/.test(length) && Number(length) !== size)
      throw refuse(
        differs(`${digest} is announced with ${length} bytes, its descriptor has ${size}`, client.where),
      );
    return { answer, begins: 0 };
  }
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headerOf(answer.headers, 'content-range') ?? '');
  const fits = Number(range?.[1]) === from && (range?.[2] === '*' || Number(range?.[2]) === size);
  if (answer.status === 206 && fits) return { answer, begins: from };
  await drain(answer.body);
  return { answer, begins: undefined };
}
