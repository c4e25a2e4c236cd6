/**
 * Whether a password is in a list of breached ones, by k-anonymity: five hexadecimal digits of its SHA-1 leave the server,
 * the list answers with all rests that it knows (https://haveibeenpwned.com/API/v3#PwnedPasswords).
 */
import { createHash } from 'node:crypto';
import { boundedText } from '../bounded-text.ts';

const TIMEOUT_MS = 5000;
/** Of a range with padding: a few dozen kilobytes. */
const MAX_BYTES = 1024 * 1024;

/** @param url of the ranges, `https://api.pwnedpasswords.com/range/`; @returns undefined where the list does not answer */
export async function isBreached(password: string, url: string): Promise<boolean | undefined> {
  const hash = createHash('sha1').update(password).digest('hex').toUpperCase();
  try {
    const answer = await fetch(new URL(hash.slice(0, 5), url), {
      headers: { 'add-padding': 'true' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) return undefined;
    const text = await boundedText(answer, MAX_BYTES);
    const rest = `${hash.slice(5)}:`;
    // Rows of padding have the count 0.
    return text.split('\n').some((row) => row.startsWith(rest) && row.slice(rest.length).trim() !== '0');
  } catch {
    return undefined;
  }
}
