/** Codes of authenticators (RFC 6238): SHA-1, six digits, thirty seconds, which is all that common authenticators know. */
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
/** Steps before and after the current one that are accepted: clocks differ. */
const WINDOW = 1;
/** RFC 4226, section 4: 160 bits are recommended. */
const SECRET_BYTES = 20;

export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** `otpauth://totp/…`, and the secret for who types it. */
export function totpLink(secret: Buffer, issuer: string, label: string): { uri: string; secret: string } {
  const totp = totpOf(secret, issuer, label);
  return { uri: totp.toString(), secret: totp.secret.base32 };
}

/** @returns the step of which it is the code; undefined where it is of none that is accepted */
export function stepOfCode(secret: Buffer, code: string, now: Date, lastStep: number): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  if (delta === null) return undefined;
  const step = Math.floor(now.getTime() / 1000 / PERIOD_S) + delta;
  return step > lastStep ? step : undefined;
}

function totpOf(secret: Buffer, issuer = '', label = ''): TOTP {
  return new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_S,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  });
}
