/** Servers that are busy are asked again: a bounded number of times, as long as they ask to wait, within a limit. */
import { setTimeout as wait } from 'node:timers/promises';
import { drain } from './body.ts';
import { type Answer, headerOf, type NoAnswer } from './transport.ts';

const MAX_TRIES = 5;
const MAX_WAIT_MS = 60_000;
/** Where the server does not say how long: one, two, four and eight seconds. */
const FIRST_WAIT_MS = 1000;
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

export interface Waiting {
  readonly sleep?: ((milliseconds: number) => Promise<void>) | undefined;
  readonly now?: (() => number) | undefined;
}

/** @returns the first answer that is not of a busy server, or the last one */
export async function persistently(
  ask: () => Promise<Answer | NoAnswer>,
  { sleep = (milliseconds) => wait(milliseconds), now = Date.now }: Waiting,
): Promise<Answer | NoAnswer> {
  for (let tried = 1; ; tried += 1) {
    const answer = await ask();
    const isWorthIt = answer.kind === 'none' ? answer.again : BUSY.has(answer.status);
    if (!isWorthIt || tried === MAX_TRIES) return answer;
    const asked = answer.kind === 'none' ? undefined : retryAfter(answer, now());
    if (answer.kind === 'answer') await drain(answer.body);
    await sleep(Math.min(asked ?? FIRST_WAIT_MS * 2 ** (tried - 1), MAX_WAIT_MS));
  }
}

/** `Retry-After` (RFC 9110, section 10.2.3): seconds or a date. */
function retryAfter({ headers }: Answer, now: number): number | undefined {
  const text = headerOf(headers, 'retry-after')?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
