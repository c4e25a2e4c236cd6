/**
 * An image that docker or podman on this machine keeps, as the archive that `docker save` writes
 * (`GET /images/NAME/get`, https://docs.docker.com/reference/api/engine/).
 */
import { tmpdir } from 'node:os';
import { TheriacError } from '@theriac/core';
import { asObject, asString, get, parseJson } from '@theriac/read/json';
import { Client, type Dispatcher } from 'undici';
import { paced, readWhole } from '../registry/body.ts';
import { DEFAULT_IDLE_MS } from '../registry/options.ts';
import { socketsOf } from './sockets.ts';
import { type Spooled, spool } from './spool.ts';

export interface DaemonOptions {
  /** DOCKER_HOST and the places of sockets. */
  readonly env: NodeJS.ProcessEnv;
  /** Larger archives are refused; 20 GiB. */
  readonly maxBytes?: number;
  /** How long the daemon may send nothing; 60 s. */
  readonly idleMs?: number;
  /** Where the archive is kept; the temporary folder of the system. */
  readonly temporaryFolder?: string;
}

const MAX_BYTES = 20 * 1024 * 1024 * 1024;
const CONNECT_MS = 5000;
/** A large image is packed before its first byte is sent. */
const PACKING_IDLES = 10;
const MAX_ERROR = 64 * 1024;
/** Names, tags, digests and identifiers of images; nothing that an address would read otherwise. */
const NAME = /^[A-Za-z0-9[][A-Za-z0-9._:/@[\]-]{0,1023}$/;
const IDENTIFIER = /^[0-9a-f]{6,64}$/;
const ABSENT = /no such image|not known|does not exist|not found/i;

/**
 * @param name as `docker images` shows it, or an identifier
 * @throws TheriacError THERIAC_REGISTRY (no daemon, no such image), THERIAC_INPUT_LIMIT, THERIAC_STORE
 */
export async function fetchFromDaemon(name: string, options: DaemonOptions): Promise<Spooled> {
  const where = `docker-daemon:${name.slice(0, 200)}`;
  if (!NAME.test(name) || name.split('/').some((part) => part === '' || part === '.' || part === '..'))
    throw new TheriacError('THERIAC_USAGE', 'not the name of an image: write NAME:TAG or an identifier', {
      path: where,
    });
  const { idleMs = DEFAULT_IDLE_MS, maxBytes = MAX_BYTES, temporaryFolder = tmpdir() } = options;
  const { client, answer } = await ask(tagged(name), where, socketsOf(options.env), idleMs);
  try {
    if (answer.statusCode !== 200) throw await refused(answer, where, idleMs);
    const pieces = within(answer.body, { maxBytes, idleMs, where });
    return await spool(pieces, { name: 'image.tar', parent: temporaryFolder });
  } finally {
    await client.destroy();
  }
}

/** The daemon would pack all tags of a name that has none. */
function tagged(name: string): string {
  const isWhole = name.includes('@') || name.lastIndexOf(':') > name.lastIndexOf('/');
  return isWhole || IDENTIFIER.test(name) ? name : `${name}:latest`;
}

interface Asked {
  readonly client: Client;
  readonly answer: Dispatcher.ResponseData;
}

/** The first socket where somebody listens. */
async function ask(name: string, where: string, sockets: readonly string[], idleMs: number): Promise<Asked> {
  const tried: string[] = [];
  for (const socketPath of sockets) {
    const client = new Client('http://localhost', { connect: { socketPath, timeout: CONNECT_MS } });
    try {
      const answer = await client.request({
        method: 'GET',
        path: `/images/${name}/get`,
        headersTimeout: idleMs * PACKING_IDLES,
        bodyTimeout: idleMs,
      });
      return { client, answer };
    } catch (cause) {
      await client.destroy();
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
      if (!NOBODY.has(code))
        throw new TheriacError(
          'THERIAC_REGISTRY',
          `the daemon at ${socketPath} does not answer (${code})`,
          { path: where },
          { cause },
        );
      tried.push(`${socketPath} (${NOBODY.get(code)})`);
    }
  }
  throw new TheriacError(
    'THERIAC_REGISTRY',
    `no daemon of docker or podman: tried ${tried.join(', ')}; start it, or name its socket in DOCKER_HOST`,
    { path: where },
  );
}

const NOBODY: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such socket'],
  ['ENOTDIR', 'there is no such socket'],
  ['ECONNREFUSED', 'nobody listens'],
  ['ENOTSOCK', 'not a socket'],
  ['EACCES', 'no permission'],
  ['EPERM', 'no permission'],
]);

/** Older daemons answer 500 where there is no such image, and say so in words only. */
async function refused(
  answer: Dispatcher.ResponseData,
  where: string,
  idleMs: number,
): Promise<TheriacError> {
  const { statusCode } = answer;
  const message = await messageOf(answer, where, idleMs);
  const isAbsent = statusCode === 404 || (statusCode === 500 && ABSENT.test(message));
  return new TheriacError(
    'THERIAC_REGISTRY',
    isAbsent
      ? `the daemon has no such image (status ${statusCode}): pull it, or see docker images for its name`
      : `the daemon answers with status ${statusCode}`,
    { path: where },
  );
}

async function messageOf(answer: Dispatcher.ResponseData, where: string, idleMs: number): Promise<string> {
  try {
    const bytes = await readWhole(answer, { most: MAX_ERROR, idleMs, what: 'the error', where });
    return asString(get(asObject(parseJson(bytes.toString('utf8'), where).value), 'message')) ?? '';
  } catch {
    // The status says what there is to say.
    return '';
  }
}

async function* within(
  body: Dispatcher.ResponseData['body'],
  { maxBytes, idleMs, where }: { maxBytes: number; idleMs: number; where: string },
): AsyncGenerator<Uint8Array> {
  let received = 0;
  try {
    for await (const piece of paced(body, idleMs)) {
      received += piece.length;
      if (received > maxBytes)
        throw new TheriacError('THERIAC_INPUT_LIMIT', `the image is larger than ${maxBytes} bytes`, {
          path: where,
        });
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof TheriacError) throw cause;
    throw new TheriacError(
      'THERIAC_REGISTRY',
      `the daemon stopped sending the image after ${received} bytes`,
      { path: where },
      { cause },
    );
  }
}
