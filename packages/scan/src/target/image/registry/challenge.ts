/** The header `WWW-Authenticate` (RFC 9110, section 11.6.1): what a registry wants to see. */

export interface Challenge {
  /** In small letters: `bearer`, `basic`. */
  readonly scheme: string;
  /** Names in small letters. */
  readonly parameters: ReadonlyMap<string, string>;
}

const MAX_LENGTH = 8192;
const WORD = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/sy;
const GAP = /[\s,]*/y;
/** What some schemes have instead of parameters. */
const TOKEN68 = /[ \t]+[A-Za-z0-9._~+/-]+=*[ \t]*(?=,|$)/y;
const EQUALS = /[ \t]*=[ \t]*/y;

/** Reads a list of challenges, whose commas also part the parameters of one; what is malformed ends it. */
export function challengesOf(header: string): readonly Challenge[] {
  const text = header.slice(0, MAX_LENGTH);
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  for (;;) {
    take(GAP);
    const word = take(WORD)?.[0];
    if (word === undefined) return challenges;
    if (take(EQUALS) === null) {
      challenges.push({ scheme: word.toLowerCase(), parameters: new Map() });
      take(TOKEN68);
      continue;
    }
    const quoted = take(QUOTED)?.[1]?.replaceAll(/\\(.)/gs, '$1');
    const value = quoted ?? take(WORD)?.[0];
    const parameters = challenges.at(-1)?.parameters;
    const name = word.toLowerCase();
    // Of a parameter that is given twice the first counts, so that nothing is put behind it.
    if (value === undefined || parameters === undefined || parameters.has(name)) continue;
    parameters.set(name, value);
  }
}
