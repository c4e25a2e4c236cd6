/** A new password: judged by the rules of the organisation, then hashed. */
import type { SignInPolicy } from '@theriac/contract';
import { ApiFailure } from '../../errors.ts';
import type { Call } from '../../http/call.ts';
import { isBreached } from '../../identity/breach-list.ts';
import { hashPassword, weakness } from '../../identity/password.ts';

export interface NewPassword {
  readonly password: string;
  /** Names and addresses that it may not contain. */
  readonly about: readonly string[];
  readonly policy: SignInPolicy;
}

/** @throws ApiFailure where it is too weak */
export async function acceptedPassword(
  { services, audit }: Call,
  { password, about, policy }: NewPassword,
): Promise<string> {
  const words = about.flatMap((one) => one.split(/[^\p{L}\p{N}]+/u));
  const why = await weakness(password, words, policy.passwordProfile);
  if (why !== undefined) throw tooWeak(why);
  if (policy.checkBreaches && services.breachList !== undefined) {
    const breached = await isBreached(password, services.breachList);
    if (breached === true) throw tooWeak('it is in a list of breached passwords');
    if (breached === undefined) audit({ action: 'password.not-compared' });
  }
  return hashPassword(password);
}

function tooWeak(message: string): ApiFailure {
  return new ApiFailure('INVALID', undefined, { problems: [{ at: 'body.password', message }] });
}
