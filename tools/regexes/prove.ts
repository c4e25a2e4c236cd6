/** Proofs that expressions take linear time, by the automata of `recheck`. */
import { check as decide } from 'recheck';
import { piecesOf } from './pattern.ts';

/** Most expressions are decided in milliseconds; others are cut into pieces. */
const WHOLE_MS = 300;
const PIECE_MS = 6_000;
const PATIENT_MS = 30_000;

/** Why an expression is not proved; null when it is. */
export async function problemOf(source: string, flags: string): Promise<string | null> {
  const whole = await check(source, flags, WHOLE_MS);
  if (whole.decided) return whole.problem;
  for (const piece of piecesOf(source)) {
    const { problem } = await check(piece, flags, PIECE_MS);
    // Now and then the whole is simpler than its pieces.
    if (problem !== null) return (await check(source, flags, PATIENT_MS)).decided ? null : problem;
  }
  return null;
}

async function check(
  source: string,
  flags: string,
  timeout: number,
): Promise<{ decided: boolean; problem: string | null }> {
  const result = await decide(source, flags, { checker: 'automaton', timeout });
  if (result.status === 'safe') return { decided: true, problem: null };
  if (result.status === 'unknown')
    return { decided: false, problem: `${result.error.kind} for /${source}/${flags}` };
  return { decided: true, problem: `${result.complexity.summary}, by ${result.attack.pattern}` };
}
