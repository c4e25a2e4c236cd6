/** A route as data: what the server serves, what OpenAPI describes, and what the client calls. */
import type { z } from 'zod';
import type { ApiErrorCode } from './errors.ts';
import type { Permission } from './permissions.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * - `public`: without an account
 * - `session`: any account, for itself
 * - a permission: those whose roles have it, in the part of the organisation for which they have them
 */
export type Access = 'public' | 'session' | Permission;

type Fields = z.ZodObject;

export interface Route {
  readonly method: Method;
  /** `/api/v1/systems/:systemId` */
  readonly path: string;
  /** A few words, as in a table of contents. */
  readonly summary: string;
  readonly access: Access;
  readonly params?: Fields;
  readonly query?: Fields;
  readonly body?: z.ZodType;
  /** Media types of a body that is taken as it is; absent: JSON. */
  readonly raw?: readonly string[];
  /** A form that a page of another site sends: without cookies, and not JSON. */
  readonly form?: true;
  /** Of JSON bodies and answers, where it is not `application/json`. */
  readonly mediaType?: string;
  /** Bytes; absent: {@link MAX_BODY_BYTES}. */
  readonly maxBytes?: number;
  /** Of the answer where all goes well. */
  readonly status: 200 | 201 | 202 | 204;
  /** Absent: no body, or one that is not JSON. */
  readonly answer?: z.ZodType;
  /** Media type of an answer that is not JSON. */
  readonly answerType?: string;
  /** Besides those that every route can answer. */
  readonly errors?: readonly ApiErrorCode[];
  /** Needs a sign-in that is not older than five minutes, where a person calls it. */
  readonly stepUp?: true;
  /** Open to an account that must enrol a second factor first. */
  readonly forEnrolment?: true;
  /** Requests in a minute, for each account and, where there is none, each address; absent: the default of the server. */
  readonly perMinute?: number;
}

export const MAX_BODY_BYTES = 1024 * 1024;

/** Only checks the type, and keeps the exact one. */
export function route<const R extends Route>(declared: R): R {
  return declared;
}

/** A body that is taken as it is, in a file of the server. */
export interface RawBody {
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly mediaType: string;
}

type InferOr<T, Else> = T extends z.ZodType ? z.output<T> : Else;
type InputOr<T, Else> = T extends z.ZodType ? z.input<T> : Else;
type Without<T> = { readonly [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

/** What a handler is given, parsed. */
export type RouteInput<R extends Route> = Without<{
  params: InferOr<R['params'], undefined>;
  query: InferOr<R['query'], undefined>;
  body: R extends { raw: readonly string[] } ? RawBody : InferOr<R['body'], undefined>;
}>;

/** What a caller gives. */
export type RouteCall<R extends Route> = Without<{
  params: InputOr<R['params'], undefined>;
  query: InputOr<R['query'], undefined>;
  body: R extends { raw: readonly string[] } ? Uint8Array : InputOr<R['body'], undefined>;
}>;

export type RouteAnswer<R extends Route> = R extends { answerType: string }
  ? Uint8Array
  : InferOr<R['answer'], void>;
