/** One request to a key management service: bounded, without redirects, and never quoted in an error. */
import { TheriacError } from '@theriac/core';
import { boundedText } from '../bounded-text.ts';

const TIMEOUT_MS = 10_000;
/** Bytes. */
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
    text = await boundedText(answer, MAX_ANSWER);
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

/** What an answer must be. */
export function unexpected(service: string): TheriacError {
  return new TheriacError('THERIAC_KEY_SERVICE', `${service}: the answer is not what the service describes`);
}
