/** Access in an emergency. */
import { z } from 'zod';
import { route } from '../route.ts';
import { id, instant } from '../schemas/common.ts';
import { reason } from './common.ts';

export const MAX_BREAK_GLASS_MINUTES = 240;

export const breakGlass = {
  start: route({
    method: 'POST',
    path: '/api/v1/me/break-glass',
    summary:
      'Take the role of the security official for at most four hours; a second person is told, reads are recorded',
    access: 'break-glass:execute',
    body: z.strictObject({
      reason,
      informs: id.describe('a security official or an administrator, who is told'),
      minutes: z.int().min(1).max(MAX_BREAK_GLASS_MINUTES),
    }),
    status: 201,
    answer: z.strictObject({ id, endsAt: instant }),
    errors: ['NOT_FOUND', 'NOT_ALLOWED_NOW'],
    stepUp: true,
  }),
  end: route({
    method: 'DELETE',
    path: '/api/v1/me/break-glass',
    summary: 'End it before its time',
    access: 'session',
    status: 204,
    errors: ['NOT_FOUND'],
  }),
};
