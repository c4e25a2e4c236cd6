/** Signing in by identity providers: SAML 2.0 and OpenID Connect. */
import { z } from 'zod';
import { route } from '../route.ts';
import { me } from '../schemas/account.ts';
import { slug } from '../schemas/catalogue.ts';
import { id, line, pageOf } from '../schemas/common.ts';
import { identityProvider, providerGiven } from '../schemas/federation.ts';
import { byId } from './common.ts';

const secret = z.string().min(20).max(200).describe('of `begin`; kept by the browser that began');

export const identityProviders = {
  list: route({
    method: 'GET',
    path: '/api/v1/identity-providers',
    summary: 'Identity providers of the organisation',
    access: 'account:read',
    status: 200,
    answer: pageOf(identityProvider),
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/identity-providers',
    summary: 'Add an identity provider',
    access: 'account:write',
    body: providerGiven,
    status: 201,
    answer: identityProvider,
    errors: ['CONFLICT', 'UNREADABLE'],
    stepUp: true,
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/v1/identity-providers/:id',
    summary: 'Remove an identity provider; sessions that it began end',
    access: 'account:write',
    params: byId,
    status: 204,
    errors: ['NOT_FOUND', 'NOT_ALLOWED_NOW'],
    stepUp: true,
  }),
};

export const sso = {
  providers: route({
    method: 'POST',
    path: '/api/v1/sso/providers',
    summary: 'How an organisation signs in',
    access: 'public',
    body: z.strictObject({ organisation: slug }),
    status: 200,
    answer: z.strictObject({
      items: z.array(z.strictObject({ id, name: line(120), kind: z.enum(['saml', 'oidc']) })),
    }),
    perMinute: 60,
  }),
  begin: route({
    method: 'POST',
    path: '/api/v1/sso/begin',
    summary: 'Begin to sign in: where the browser goes, and a secret that it keeps until it comes back',
    access: 'public',
    body: z.strictObject({ organisation: slug, provider: id }),
    status: 201,
    answer: z.strictObject({ url: z.string(), secret }),
    errors: ['SIGN_IN_FAILED', 'UNAVAILABLE'],
    perMinute: 30,
  }),
  samlMetadata: route({
    method: 'GET',
    path: '/api/v1/sso/saml/:organisation/metadata',
    summary: 'Metadata for the identity provider (SAML 2.0)',
    access: 'public',
    params: z.strictObject({ organisation: slug }),
    status: 200,
    answerType: 'application/samlmetadata+xml',
  }),
  samlAnswer: route({
    method: 'POST',
    path: '/api/v1/sso/saml/:organisation',
    summary: 'Where the identity provider sends the browser; leads back to the web application with a ticket',
    access: 'public',
    params: z.strictObject({ organisation: slug }),
    form: true,
    body: z.strictObject({
      SAMLResponse: z.string().min(1).max(400_000),
      RelayState: z.string().max(1000).optional(),
    }),
    status: 200,
    answerType: 'text/html; charset=utf-8',
    errors: ['SIGN_IN_FAILED'],
    perMinute: 60,
  }),
  samlFinish: route({
    method: 'POST',
    path: '/api/v1/sessions/saml',
    summary: 'Sign in with the ticket; the session is a cookie',
    access: 'public',
    body: z.strictObject({ organisation: slug, ticket: z.string().max(200), secret }),
    status: 201,
    answer: me,
    errors: ['SIGN_IN_FAILED'],
    perMinute: 30,
  }),
  oidcFinish: route({
    method: 'POST',
    path: '/api/v1/sessions/oidc',
    summary: 'Sign in with what the identity provider sent back; the session is a cookie',
    access: 'public',
    body: z.strictObject({
      organisation: slug,
      secret,
      state: z.string().min(1).max(200),
      code: z.string().min(1).max(4000),
      iss: z.string().max(2048).optional(),
    }),
    status: 201,
    answer: me,
    errors: ['SIGN_IN_FAILED'],
    perMinute: 30,
  }),
};
