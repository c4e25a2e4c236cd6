/** What findings of a file are about, so that each place has a fingerprint that survives other places. */
import { hash } from 'node:crypto';

/** Findings of one rule in one file that are kept apart; the rest is one finding more. */
const MOST_SUBJECTS = 1000;

export interface Keyed<T> {
  readonly key: string;
  readonly items: readonly T[];
}

/**
 * The first one with a subject has it as key, the second one `subject@#2`: one more is new, one less makes no other new,
 * and their order does not matter.
 */
export function numbered<T>(items: readonly T[], subjectOf: (item: T) => string): Keyed<T>[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const subject = subjectOf(item);
    const count = (counts.get(subject) ?? 0) + 1;
    counts.set(subject, count);
    return { key: count === 1 ? subject : `${subject}@#${count}`, items: [item] };
  });
}

/**
 * At most `MOST_SUBJECTS` findings. What is beyond is one finding that is another one whenever its set changes: a
 * baseline never hides an addition in it.
 */
export function limited<T>(keyed: readonly Keyed<T>[]): { kept: readonly Keyed<T>[]; rest?: Keyed<T> } {
  if (keyed.length <= MOST_SUBJECTS) return { kept: keyed };
  const sorted = [...keyed].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const rest = sorted.slice(MOST_SUBJECTS);
  const key = `rest@${hash('sha256', rest.map((one) => one.key).join('\n')).slice(0, 32)}`;
  return { kept: sorted.slice(0, MOST_SUBJECTS), rest: { key, items: rest.flatMap((one) => one.items) } };
}

/** Dotted version numbers that are not the host of an address. */
const VERSION = /(?<!\/\/|[@\d.])\bv?\d+(?:\.\d+)+(?:[-+][\w.]+)?/g;
const DIGEST = /\b[0-9a-f]{32,128}\b/gi;

/** A command as a subject: spaces, versions and hashes are not part of it. */
export function normalised(text: string): string {
  return text.replace(DIGEST, '*').replace(VERSION, '*').replace(/\s+/g, ' ').trim();
}
