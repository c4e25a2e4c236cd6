/** Every error as an answer: what the caller may know, and nothing of how the server is made. */
import { API_ERRORS, type ApiError } from '@theriac/contract';
import { TheriacError } from '@theriac/core';
import pg from 'pg';
import type { z } from 'zod';
import { ApiFailure } from '../errors.ts';

/** SQLSTATE of PostgreSQL, and what it means to a caller. */
const BY_STATE: Readonly<Record<string, ApiFailure>> = {
  '23505': new ApiFailure('CONFLICT', 'There is one of this name already.'),
  '23503': new ApiFailure('NOT_FOUND', 'The request names something that is not there.'),
  '40001': new ApiFailure('UNAVAILABLE', 'Another change came between.'),
  '40P01': new ApiFailure('UNAVAILABLE', 'Another change came between.'),
  '55P03': new ApiFailure('UNAVAILABLE', 'Another change takes too long.'),
  '57014': new ApiFailure('UNAVAILABLE', 'The database took too long.'),
};
/** Classes of SQLSTATE: no connection, no resources, a server that stops. */
const UNAVAILABLE_CLASS = /^(?:08|53|57|58)/;
const CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']);
const CONNECTION_TEXT =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after)/;

/** What fastify refuses before a handler is called. */
const BY_FASTIFY: Readonly<Record<string, ApiFailure>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new ApiFailure('TOO_LARGE'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new ApiFailure('WRONG_TYPE'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new ApiFailure(
    'INVALID',
    'The body has another length than was announced.',
  ),
  FST_ERR_CTP_EMPTY_JSON_BODY: new ApiFailure('INVALID', 'The body is empty.'),
  FST_ERR_CTP_INVALID_JSON_BODY: new ApiFailure('INVALID', 'The body is not JSON.'),
};

/** @returns undefined where the error is a defect of the server */
export function failureOf(error: unknown): ApiFailure | undefined {
  if (error instanceof ApiFailure) return error;
  if (error instanceof TheriacError && error.code === 'THERIAC_KEY_SERVICE')
    return new ApiFailure('UNAVAILABLE', 'The key management service does not answer; nothing was changed.');
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error instanceof pg.DatabaseError)
    return BY_STATE[code] ?? (UNAVAILABLE_CLASS.test(code) ? new ApiFailure('UNAVAILABLE') : undefined);
  if (CONNECTION.has(code) || CONNECTION_TEXT.test(error.message)) return new ApiFailure('UNAVAILABLE');
  const refused = BY_FASTIFY[code];
  if (refused !== undefined) return refused;
  if (error instanceof SyntaxError && 'statusCode' in error) return BY_FASTIFY.FST_ERR_CTP_INVALID_JSON_BODY;
  if ('statusCode' in error && error.statusCode === 429) return new ApiFailure('TOO_MANY');
  if ('statusCode' in error && error.statusCode === 400)
    return new ApiFailure('INVALID', 'The request cannot be read.');
  return undefined;
}

export function bodyOf(failure: ApiFailure, requestId: string): ApiError {
  const { code, message, problems } = failure;
  return {
    code,
    message,
    next: API_ERRORS[code].next,
    requestId,
    ...(problems.length === 0 ? {} : { problems: [...problems] }),
  };
}

/** Problems that one answer names. */
const MOST_PROBLEMS = 20;

/** @param place `body`, `query`, `params` */
export function invalid(error: z.ZodError, place: string): ApiFailure {
  return new ApiFailure('INVALID', undefined, {
    problems: error.issues.slice(0, MOST_PROBLEMS).map(({ path, message }) => ({
      at: [place, ...path.map(String)].join('.').slice(0, 200),
      message: message.slice(0, 300),
    })),
  });
}
