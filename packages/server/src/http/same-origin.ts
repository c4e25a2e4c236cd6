/**
 * Whether a request that changes something may come from a browser: only from the pages of this server. Cookies are
 * `SameSite=Strict` besides; programs send neither header and have no cookies of others.
 */

export interface OriginHeaders {
  readonly method: string;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  /** `https://theriac.example.org`, as the caller reached it. */
  readonly own: string;
}

export function isSameOrigin({ method, origin, fetchSite, own }: OriginHeaders): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return true;
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false;
  return origin === undefined || origin === own;
}
