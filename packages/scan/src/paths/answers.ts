/** What the configuration tells of one question: yes with what makes it so, no, or why it is not known. */
import type { Condition } from '@theriac/core/configuration';

export type Answered =
  | { readonly state: 'yes'; readonly because: readonly Condition[] }
  | { readonly state: 'no' }
  | { readonly state: 'unknown'; readonly why: string };

export const NO: Answered = { state: 'no' };
export const yes = (...because: readonly Condition[]): Answered => ({ state: 'yes', because });
export const unknown = (why: string): Answered => ({ state: 'unknown', why });

/** One is enough: yes before unknown before no. */
export function anyOf(answers: readonly Answered[]): Answered {
  return (
    answers.find(({ state }) => state === 'yes') ?? answers.find(({ state }) => state === 'unknown') ?? NO
  );
}

/** All have to hold: no before unknown before yes. */
export function allOf(...answers: readonly Answered[]): Answered {
  const failed =
    answers.find(({ state }) => state === 'no') ?? answers.find(({ state }) => state === 'unknown');
  return failed ?? yes(...answers.flatMap((one) => (one.state === 'yes' ? one.because : [])));
}

/** The part of a hop that says what else it needs, or why it is not certain. */
export function doubtOf(answer: Answered): { unknown?: string; also?: readonly Condition[] } {
  if (answer.state === 'unknown') return { unknown: answer.why };
  return answer.state === 'no' || answer.because.length === 0 ? {} : { also: answer.because };
}
