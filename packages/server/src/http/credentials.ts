/** The token or the cookie of a request. */
import type { FastifyRequest } from 'fastify';
import { orgOfSecret } from '../identity/secrets.ts';

export interface Credentials {
  readonly kind: 'session' | 'token';
  readonly org: string;
  readonly secret: string;
}

export function credentialsOf(request: FastifyRequest, cookie: string): Credentials | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
    const org = orgOfSecret('tht', secret);
    return org === undefined ? undefined : { kind: 'token', org, secret };
  }
  const secret = cookieOf(request.headers.cookie, cookie);
  const org = orgOfSecret('ths', secret);
  return org === undefined ? undefined : { kind: 'session', org, secret };
}

function cookieOf(header: string | undefined, name: string): string {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name) return value ?? '';
  }
  return '';
}
