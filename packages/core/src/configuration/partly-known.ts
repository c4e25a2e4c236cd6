/** What can be told of a text of which parts are known: `arn:…:role/x` is not `*`, whatever stands in its middle. */
import { matchesGlob, partsOf } from './glob.ts';
import type { Scalar, TestMap } from './query.ts';

/** Stands for what is not known; no pattern has it, so that only `*` matches it. */
const HOLE = '\uFFFF';

/**
 * @param words of the test that have to be answered
 * @param pieces texts around what is not known; undefined: nothing is known
 */
export function answersWithPieces(
  test: TestMap,
  words: readonly string[],
  pieces: readonly string[] | undefined,
): 'yes' | 'no' | 'unknown' {
  if (words.length === 0) return 'yes';
  if (pieces === undefined) return 'unknown';
  const answers = words.map((word) => answer(test, word, pieces));
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

function answer(test: TestMap, word: string, pieces: readonly string[]): 'yes' | 'no' | 'unknown' {
  const mayBe = (one: Scalar): boolean => fits(String(one), pieces);
  switch (word) {
    case 'is':
      return mayBe(test.is ?? '') ? 'unknown' : 'no';
    case 'in':
      return (test.in ?? []).some(mayBe) ? 'unknown' : 'no';
    case 'not':
      return mayBe(test.not ?? '') ? 'unknown' : 'yes';
    case 'notIn':
      return (test.notIn ?? []).some(mayBe) ? 'unknown' : 'yes';
    case 'like':
      return like(patternsOf(test.like), pieces);
    case 'notLike': {
      const found = like(patternsOf(test.notLike), pieces);
      return found === 'yes' ? 'no' : found === 'no' ? 'yes' : 'unknown';
    }
    default:
      return 'unknown';
  }
}

function patternsOf(patterns: string | readonly string[] | undefined): readonly string[] {
  if (patterns === undefined) return [];
  return typeof patterns === 'string' ? [patterns] : patterns;
}

/** Whether the text may be this one. */
function fits(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from <= text.length - last.length;
}

function like(patterns: readonly string[], pieces: readonly string[]): 'yes' | 'no' | 'unknown' {
  const text = pieces.join(HOLE);
  if (patterns.some((pattern) => matchesGlob(text, pattern))) return 'yes';
  return patterns.some((pattern) => mayMatch(pattern.toLowerCase(), pieces)) ? 'unknown' : 'no';
}

/** Compares beginnings and ends only; `true` where that does not decide. */
function mayMatch(pattern: string, pieces: readonly string[]): boolean {
  const parts = partsOf(pattern);
  if (parts.length === 1)
    return fits(
      parts[0] ?? '',
      pieces.map((piece) => piece.toLowerCase()),
    );
  const agree = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);
  const agreeAtEnd = (a: string, b: string): boolean => a.endsWith(b) || b.endsWith(a);
  return (
    agree((pieces[0] ?? '').toLowerCase(), parts[0] ?? '') &&
    agreeAtEnd((pieces.at(-1) ?? '').toLowerCase(), parts.at(-1) ?? '')
  );
}
