/**
 * Redirects: registries keep blobs with other hosts. What logs in stays behind at the first step to another origin, and
 * nothing is asked in plain text that was not plain before.
 */
import { TheriacError } from '@theriac/core';
import { drain } from './body.ts';
import { isLoopback } from './loopback.ts';
import { type Answer, headerOf, type NoAnswer, type Request, type Transport } from './transport.ts';

const MAX_REDIRECTS = 5;
const STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface Followed {
  readonly answer: Answer | NoAnswer;
  /** The answer came from another origin, to which no login was sent. */
  readonly elsewhere: boolean;
  /** The host that answered, or did not. */
  readonly host: string;
}

/**
 * @param authorisation the header for the origin of `url`
 * @throws TheriacError THERIAC_REGISTRY for a redirect that is not followed
 */
export async function follow(
  transport: Transport,
  url: URL,
  {
    headers = {},
    authorisation,
    where,
  }: Pick<Request, 'headers'> & { authorisation?: string | undefined; where: string },
): Promise<Followed> {
  let at = url;
  let elsewhere = false;
  for (let hop = 0; ; hop += 1) {
    const own = elsewhere || authorisation === undefined ? {} : { authorization: authorisation };
    const answer = await transport.send(at, { headers: { ...headers, ...own } });
    const location = answer.kind === 'answer' ? headerOf(answer.headers, 'location') : undefined;
    if (answer.kind === 'none' || location === undefined || !STATUSES.has(answer.status))
      return { answer, elsewhere, host: at.host };
    await drain(answer.body);
    const refuse = (what: string): TheriacError =>
      new TheriacError('THERIAC_REGISTRY', `${at.host} redirects ${what}`, { path: where });
    const next = URL.parse(location, at.href);
    if (hop === MAX_REDIRECTS)
      throw refuse(`for the ${MAX_REDIRECTS + 1}th time; no further one is followed`);
    if (next === null || !/^https?:$/.test(next.protocol)) throw refuse('to something that is not https');
    if (!mayBeAsked(next, url)) throw refuse(`to ${next.host} over plain http, which is not followed`);
    elsewhere ||= next.origin !== url.origin;
    at = next;
  }
}

/**
 * Whether an address that the registry names may be asked: https, or plain http where the registry is asked so: on
 * this machine if it is there, else at its own host.
 */
export function mayBeAsked(address: URL, registry: URL): boolean {
  if (address.protocol === 'https:') return true;
  if (address.protocol !== 'http:') return false;
  return isLoopback(registry.hostname)
    ? isLoopback(address.hostname)
    : registry.protocol === 'http:' && address.hostname === registry.hostname;
}
