/** Rules of an organisation about signing in. */
import { route } from '../route.ts';
import { signInPolicy as policy } from '../schemas/sign-in-policy.ts';

export const signInPolicy = {
  read: route({
    method: 'GET',
    path: '/api/v1/organisation/sign-in-policy',
    summary: 'Rules about signing in',
    access: 'account:read',
    status: 200,
    answer: policy,
  }),
  update: route({
    method: 'PUT',
    path: '/api/v1/organisation/sign-in-policy',
    summary: 'Change the rules about signing in; they hold for open sessions at once',
    access: 'account:write',
    body: policy,
    status: 200,
    answer: policy,
    errors: ['CONFLICT', 'NOT_ALLOWED_NOW'],
    stepUp: true,
  }),
};
