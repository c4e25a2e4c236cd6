/** Tokens for jobs of CI services, in exchange for the token that the service gives them. */
import { z } from 'zod';
import { route } from '../route.ts';
import { slug } from '../schemas/catalogue.ts';
import { ciRule, ciRuleGiven, MAX_CI_TOKEN_MINUTES } from '../schemas/ci.ts';
import { instant, pageOf } from '../schemas/common.ts';
import { byId } from './common.ts';

export const ci = {
  list: route({
    method: 'GET',
    path: '/api/v1/ci-rules',
    summary: 'Which jobs of CI services get a token',
    access: 'account:read',
    status: 200,
    answer: pageOf(ciRule),
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/ci-rules',
    summary: 'Let jobs of a CI service act as a service account',
    access: 'account:write',
    body: ciRuleGiven,
    status: 201,
    answer: ciRule,
    errors: ['NOT_FOUND', 'CONFLICT', 'NOT_ALLOWED_NOW'],
    stepUp: true,
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/v1/ci-rules/:id',
    summary: 'Remove a rule; tokens of its account that jobs got are revoked',
    access: 'account:write',
    params: byId,
    status: 204,
    errors: ['NOT_FOUND'],
    stepUp: true,
  }),
  exchange: route({
    method: 'POST',
    path: '/api/v1/ci/token',
    summary: `Exchange the OpenID Connect token of a CI job, once, for a token of at most ${MAX_CI_TOKEN_MINUTES} minutes`,
    access: 'public',
    body: z.strictObject({ organisation: slug, token: z.string().min(20).max(20_000) }),
    status: 201,
    answer: z.strictObject({ token: z.string(), expiresAt: instant }),
    errors: ['SIGN_IN_FAILED'],
    perMinute: 60,
  }),
};
