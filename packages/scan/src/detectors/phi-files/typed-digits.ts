/** What a number may be, and digits that somebody typed instead of taking them from a register. */

/** Of a person, never assigned to one, or none of its class. */
export type NumberVerdict = 'person' | 'reserved' | 'none';

const RISING = '01234567890123456789';
const FALLING = '98765432109876543210';

/** 123456, 987654, 111111, groups of one digit each, one digit at least twice as often as not. */
export function isPattern(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  if (digits.length < 4) return false;
  const run = Math.min(digits.length, 5);
  for (let at = 0; at + run <= digits.length; at += 1) {
    const part = digits.slice(at, at + run);
    if (RISING.includes(part) || FALLING.includes(part)) return true;
  }
  if (new Set(digits).size <= (digits.length < 8 ? 1 : Math.floor(digits.length / 3))) return true;
  return /(\d)\1{4}/.test(digits);
}
