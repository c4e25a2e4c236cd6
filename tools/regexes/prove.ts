/** Proofs that expressions take linear time, by the automata of `recheck` (its pure JavaScript form). */
import { checkSync } from 'recheck';
import { piecesOf } from './pattern.ts';

/** Most expressions are decided in milliseconds; others are cut into pieces. */
const WHOLE_MS = 500;
/** Longer than any piece of today takes. */
const PIECE_MS = 20_000;

/** Why an expression is not proved; null when it is. */
export function problemOf(source: string, flags: string): string | null {
  const whole = check(source, flags, WHOLE_MS);
  if (whole.decided) return whole.problem;
  for (const piece of piecesOf(source)) {
    const { problem } = check(piece, flags, PIECE_MS);
    if (problem !== null) return problem;
  }
  return null;
}

function check(source: string, flags: string, timeout: number): { decided: boolean; problem: string | null } {
  const result = checkSync(source, flags, { checker: 'automaton', timeout });
  if (result.status === 'safe') return { decided: true, problem: null };
  if (result.status === 'unknown')
    return { decided: false, problem: `${result.error.kind} for /${source}/${flags}` };
  return { decided: true, problem: `${result.complexity.summary}, by ${result.attack.pattern}` };
}
