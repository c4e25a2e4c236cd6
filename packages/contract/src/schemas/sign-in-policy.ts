/** How people of an organisation sign in. */
import { z } from 'zod';
import { role } from './account.ts';
import { version } from './common.ts';

export const signInPolicy = z
  .strictObject({
    version,
    secondFactorRoles: z.array(role).max(20).describe('roles that need a second factor'),
  })
  .meta({ id: 'SignInPolicy' });
export type SignInPolicy = z.infer<typeof signInPolicy>;
