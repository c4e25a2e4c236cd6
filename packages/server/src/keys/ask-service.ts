/** One request to a key management service: bounded, without redirects, and never quoted in an error. */
import { TheriacError } from '@theriac/core';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER = 64 * 1024;

/** @throws TheriacError THERIAC_KEY_SERVICE with the status alone */
export async function askService(
  service: string,
  url: URL,
  { method, headers, body }: { method: string; headers: Record<string, string>; body?: string },
): Promise<unknown> {
  const failed = (why: string): TheriacError => new TheriacError('THERIAC_KEY_SERVICE', `${service}: ${why}`);
  let status: number;
  let text: string;
  try {
    const answer = await fetch(url, {
      method,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body }),
    });
    ({ status } = answer);
    text = await bounded(answer);
  } catch {
    // Without the cause: it may hold headers.
    throw failed('no answer');
  }
  if (status !== 200) throw failed(`the answer has status ${status}`);
  try {
    return JSON.parse(text);
  } catch {
    throw failed('the answer is not JSON');
  }
}

async function bounded(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > MAX_ANSWER) throw new RangeError('too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** What an answer must be. */
export function unexpected(service: string): TheriacError {
  return new TheriacError('THERIAC_KEY_SERVICE', `${service}: the answer is not what the service describes`);
}
