/** What a handler is given, and the shape of the handlers of a group of routes. */
import type { Readable } from 'node:stream';
import type { Route, RouteAnswer, RouteInput, Routes } from '@theriac/contract';
import type { AuditNote } from '../audit/append.ts';
import type { Db } from '../database/database.ts';
import type { Principal, Reach } from '../identity/principal.ts';
import type { Services } from '../services.ts';

export interface Call {
  readonly db: Db;
  readonly services: Services;
  readonly now: Date;
  readonly newId: () => string;
  readonly requestId: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** Written with the changes of the call, in the same transaction. */
  readonly audit: (note: AuditNote) => void;
  /** The version that the caller knows (RFC 9110, section 13.1.1). */
  readonly ifMatch: string | undefined;
  readonly setEtag: (etag: string) => void;
  /** Starts or ends the session of the browser. */
  readonly setSession: (secret: string | null, until?: Date) => void;
}

/** Of a route that needs an account. */
export interface SignedCall extends Call {
  readonly principal: Principal;
  /** Where the principal has the permission of the route. */
  readonly reach: Reach;
}

/** Of a route that does not: who acts, once that is known, for the audit trail. */
export interface PublicCall extends Call {
  readonly actAs: (principal: Pick<Principal, 'org' | 'kind' | 'id' | 'display'>) => Promise<void>;
}

type Handler<R extends Route> = (
  call: R['access'] extends 'public' ? PublicCall : SignedCall,
  input: RouteInput<R>,
) => Promise<R extends { answerType: string } ? RouteAnswer<R> | Readable : RouteAnswer<R>>;

export type GroupHandlers<G extends keyof Routes> = {
  readonly [R in keyof Routes[G]]: Routes[G][R] extends Route ? Handler<Routes[G][R]> : never;
};

export type AllHandlers = { readonly [G in keyof Routes]: GroupHandlers<G> };
