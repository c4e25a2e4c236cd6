/** Who may sign in without the identity provider, where the organisation asks for it. */
import type { Db } from '../../database/database.ts';
import { lastingAdministrators } from '../accounts/store.ts';
import { readPolicy } from '../sign-in-policy/store.ts';

/** Administrators with a second factor: somebody must get in where the identity provider fails. */
export async function maySignInHere(
  db: Db,
  org: string,
  account: string,
  hasSecondFactor: boolean,
): Promise<boolean> {
  const { ssoRequired } = await readPolicy(db, org);
  return !ssoRequired || (hasSecondFactor && (await lastingAdministrators(db, org)).includes(account));
}
