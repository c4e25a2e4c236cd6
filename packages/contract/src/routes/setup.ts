/** The first administrator, once. */
import { z } from 'zod';
import { route } from '../route.ts';
import { me, newPassword } from '../schemas/account.ts';
import { slug } from '../schemas/catalogue.ts';
import { email, line } from '../schemas/common.ts';

export const setup = {
  create: route({
    method: 'POST',
    path: '/api/v1/setup',
    summary: 'Make an organisation and its first administrator, by the one-time link',
    access: 'public',
    body: z.strictObject({
      token: z.string().max(200),
      organisation: z.strictObject({ slug, name: line(120), timeZone: z.string().max(64).default('UTC') }),
      administrator: z.strictObject({ name: line(120), email, password: newPassword }),
    }),
    status: 201,
    answer: me,
    errors: ['SIGN_IN_FAILED', 'CONFLICT'],
    perMinute: 10,
  }),
};
