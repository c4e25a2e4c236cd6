/** What ENV and ARG of a Dockerfile set. */
import { commandsOf } from './shell-words.ts';

/** `KEY=value …` and the old form `KEY value`. */
export function dockerfileVariables(rest: string): readonly (readonly [string, string])[] {
  const assigned = commandsOf(rest).flatMap((command) => command.assignments);
  if (assigned.length > 0) return assigned;
  const name = /^\w+(?=\s)/.exec(rest)?.[0];
  if (name === undefined) return [];
  const value = rest.slice(name.length).trim().replace(/^["']/, '').replace(/["']$/, '');
  return /["']/.test(value) ? [] : [[name, value.trim()]];
}
