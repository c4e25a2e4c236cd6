/** Error answers of the interface: a stable code, what it means, what to do next. */
import { z } from 'zod';

interface ApiErrorRow {
  readonly status: number;
  /** In one plain sentence. */
  readonly means: string;
  /** What the caller does next. */
  readonly next: string;
}

export const API_ERRORS = {
  INVALID: {
    status: 400,
    means: 'The request is not what the interface describes.',
    next: 'Correct the fields that `problems` names.',
  },
  NOT_SIGNED_IN: {
    status: 401,
    means: 'There is no session and no valid token.',
    next: 'Sign in, or send `Authorization: Bearer TOKEN`.',
  },
  SIGN_IN_FAILED: {
    status: 401,
    means: 'What was given to sign in is wrong, or the account is locked for a while.',
    next: 'Try again later; an administrator can reset the password.',
  },
  SECOND_FACTOR: {
    status: 401,
    means: 'The account needs a second factor.',
    next: 'Send the code of the authenticator, or a recovery code.',
  },
  ENROL: {
    status: 403,
    means: 'The roles of the account need a second factor, and it has none.',
    next: 'Enrol an authenticator or a passkey under `/api/v1/me/factors`.',
  },
  STEP_UP: {
    status: 403,
    means: 'The act needs a sign-in that is not older than five minutes.',
    next: 'Confirm the password or the second factor, and repeat.',
  },
  FORBIDDEN: {
    status: 403,
    means: 'The roles of the account do not allow it.',
    next: 'Ask an administrator for a role that has the permission.',
  },
  FOREIGN_ORIGIN: {
    status: 403,
    means: 'A browser sent the request from another site.',
    next: 'Use the web application of this server, or a token.',
  },
  NOT_FOUND: {
    status: 404,
    means: 'There is nothing of this id that the account may see.',
    next: 'Check the id.',
  },
  CONFLICT: {
    status: 409,
    means: 'The record has another state or version, or its name is taken.',
    next: 'Read it again, and repeat with its current `version`.',
  },
  NOT_ALLOWED_NOW: {
    status: 409,
    means: 'The rules do not allow this step.',
    next: 'The message says which rule; do what it asks for first.',
  },
  TOO_LARGE: {
    status: 413,
    means: 'The body is larger than is accepted.',
    next: 'Send less, or split it.',
  },
  WRONG_TYPE: {
    status: 415,
    means: 'The content type is not accepted here.',
    next: 'Send `Content-Type: application/json`.',
  },
  UNREADABLE: {
    status: 422,
    means: 'The document that was sent cannot be read.',
    next: 'Correct it at the place that the message names.',
  },
  TOO_MANY: {
    status: 429,
    means: 'Too many requests.',
    next: 'Wait for as many seconds as `Retry-After` says.',
  },
  INTERNAL: {
    status: 500,
    means: 'The server made an error; nothing was changed.',
    next: 'Repeat; tell whoever runs the server the `requestId`.',
  },
  UNAVAILABLE: {
    status: 503,
    means: 'The database does not answer, or the server is stopping; nothing was changed.',
    next: 'Repeat in a few seconds.',
  },
} as const satisfies Readonly<Record<string, ApiErrorRow>>;

export type ApiErrorCode = keyof typeof API_ERRORS;

/** Body of every answer from 400 on. */
export const apiError = z
  .strictObject({
    code: z.enum(Object.keys(API_ERRORS) as [ApiErrorCode, ...ApiErrorCode[]]),
    message: z.string().describe('what happened, for a person'),
    next: z.string().describe('what to do next'),
    requestId: z.string().describe('names the request in the logs of the server'),
    problems: z
      .array(z.strictObject({ at: z.string().describe('body.name, query.limit'), message: z.string() }))
      .optional(),
  })
  .meta({ id: 'Error' });

export type ApiError = z.infer<typeof apiError>;
