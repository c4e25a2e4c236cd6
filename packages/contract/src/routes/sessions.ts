/** Signing in and out. */
import { z } from 'zod';
import { route } from '../route.ts';
import { me, newPassword, session } from '../schemas/account.ts';
import { slug } from '../schemas/catalogue.ts';
import { email, pageOf } from '../schemas/common.ts';
import { factorCode } from '../schemas/factors.ts';
import { byId } from './common.ts';

export const sessions = {
  signIn: route({
    method: 'POST',
    path: '/api/v1/sessions',
    summary: 'Sign in; the session is a cookie',
    access: 'public',
    body: z.strictObject({
      organisation: slug,
      email,
      password: z.string().max(256),
      code: factorCode.optional(),
    }),
    status: 201,
    answer: me,
    errors: ['SIGN_IN_FAILED', 'SECOND_FACTOR'],
    perMinute: 20,
  }),
  signOut: route({
    method: 'DELETE',
    path: '/api/v1/sessions/current',
    summary: 'Sign out',
    access: 'session',
    forEnrolment: true,
    status: 204,
  }),
  me: route({
    method: 'GET',
    path: '/api/v1/me',
    summary: 'Who is signed in, with what permissions',
    access: 'session',
    forEnrolment: true,
    status: 200,
    answer: me,
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/me/sessions',
    summary: 'Open sessions of the account',
    access: 'session',
    forEnrolment: true,
    status: 200,
    answer: pageOf(session),
  }),
  revoke: route({
    method: 'DELETE',
    path: '/api/v1/me/sessions/:id',
    summary: 'End a session of the account',
    access: 'session',
    forEnrolment: true,
    params: byId,
    status: 204,
    errors: ['NOT_FOUND'],
  }),
  stepUp: route({
    method: 'POST',
    path: '/api/v1/me/step-up',
    summary: 'Confirm the password or the second factor, for sensitive acts in the next five minutes',
    access: 'session',
    forEnrolment: true,
    body: z.union([z.strictObject({ password: z.string().max(256) }), z.strictObject({ code: factorCode })]),
    status: 204,
    errors: ['SIGN_IN_FAILED', 'SECOND_FACTOR'],
    perMinute: 10,
  }),
  changePassword: route({
    method: 'PUT',
    path: '/api/v1/me/password',
    summary: 'Change the password; ends all other sessions',
    access: 'session',
    forEnrolment: true,
    body: z.strictObject({ current: z.string().max(256), next: newPassword }),
    status: 204,
    errors: ['SIGN_IN_FAILED'],
    perMinute: 10,
  }),
};
