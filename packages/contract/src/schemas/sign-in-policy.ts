/** How people of an organisation sign in. */
import { z } from 'zod';
import { role } from './account.ts';
import { version } from './common.ts';

const PASSWORD_PROFILES = ['modern', 'legacy-cms'] as const;
export type PasswordProfile = (typeof PASSWORD_PROFILES)[number];

export const signInPolicy = z
  .strictObject({
    version,
    passwordProfile: z
      .enum(PASSWORD_PROFILES)
      .describe('legacy-cms: with upper and lower case, digit and sign'),
    checkBreaches: z
      .boolean()
      .describe('ask a list of breached passwords; five digits of a hash leave the server'),
    ssoRequired: z
      .boolean()
      .describe('identity providers alone; administrators with a second factor can still get in'),
    secondFactorRoles: z.array(role).max(20).describe('roles that need a second factor'),
  })
  .meta({ id: 'SignInPolicy' });
export type SignInPolicy = z.infer<typeof signInPolicy>;
