/**
 * The expressions that users may write: a subset of JavaScript's in which each character decides what matches it. Such an
 * expression never has two ways to read a text, so that trying it costs no more than the text that it reads.
 *
 * The condition is that of deterministic content models (ISO 8879, "ambiguous content models"; Brüggemann-Klein and Wood 1998),
 * asked of sets of characters: what may go on and what may follow have no character in common.
 */

/** Characters as bits: those of ASCII each, all others together. */
type Characters = bigint;

interface Part {
  readonly first: Characters;
  /** Whether it may match nothing. */
  readonly isEmpty: boolean;
  /** Characters that it reads at most. */
  readonly longest: number;
  /** Its text, where it is nothing but letters. */
  readonly letters: string | undefined;
  /** Asks of all that is in it. @param follow what may come behind @throws Ambiguous */
  readonly check: (follow: Characters) => void;
}

const OTHER = 128;
const ALL: Characters = (1n << 129n) - 1n;
const NONE: Characters = 0n;
const MAX_LENGTH = 1_000;
/** Characters that an expression may read from one place. */
const MAX_READ = 16_384;
const MAX_COUNT = 4_096;
const MAX_DEPTH = 20;

class Problem extends Error {}

export type Expression =
  /** `longest`: characters that it reads at most from one place. */
  { readonly longest: number } | { readonly problem: string };

export function readExpression(source: string): Expression {
  if (source.length > MAX_LENGTH) return { problem: `is longer than ${MAX_LENGTH} characters` };
  try {
    const { isEmpty, longest, check } = new Parser(source).whole();
    if (isEmpty) throw new Problem('matches the empty text');
    if (longest > MAX_READ) throw new Problem(`can read more than ${MAX_READ} characters; lower its counts`);
    check(NONE);
    return isExpression(source) ? { longest } : { problem: 'is not a regular expression' };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}

/** What else JavaScript asks: names of groups that stand once. */
function isExpression(source: string): boolean {
  try {
    return new RegExp(source, 'y').sticky;
  } catch {
    return false;
  }
}

class Parser {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  whole(): Part {
    const part = this.#choice();
    if (this.#at < this.#source.length) throw this.#problem('`)` without `(`');
    return part;
  }

  #problem(what: string): Problem {
    return new Problem(`${what} (character ${this.#at + 1})`);
  }

  #takes(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #choice(): Part {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.#problem('groups are nested too deep');
    const parts = [this.#sequence()];
    while (this.#takes('|')) parts.push(this.#sequence());
    this.#depth -= 1;
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : oneOf(parts);
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source.charAt(this.#at)))
      parts.push(this.#term());
    return inARow(parts);
  }

  #term(): Part {
    const part = this.#atom();
    const next = this.#source.charAt(this.#at);
    if (next === '*' || next === '+')
      throw this.#problem(`\`${next}\` has no end: write a count such as {1,100}`);
    if (this.#takes('?')) return this.#greedy(repeated(part, 0, 1));
    const count = /^\{(\d{1,5})(,(\d{1,5})?)?\}/.exec(this.#source.slice(this.#at, this.#at + 20));
    if (count === null) return part;
    const [whole, from = '', comma, to] = count;
    if (comma !== undefined && to === undefined) throw this.#problem('a count without an end: write {1,100}');
    const [least, most] = [Number(from), Number(to ?? from)];
    if (most > MAX_COUNT || most === 0 || least > most)
      throw this.#problem(`counts go from 1 to ${MAX_COUNT}`);
    this.#at += whole.length;
    return this.#greedy(repeated(part, least, most));
  }

  #greedy(part: Part): Part {
    if (/[?+*{]/.test(this.#source.charAt(this.#at))) throw this.#problem('a count stands behind a count');
    return part;
  }

  #atom(): Part {
    if (this.#takes('(?:') || this.#takes('(?<secret>')) return this.#group();
    const character = this.#source.charAt(this.#at);
    if (character === '(') throw this.#problem(this.#groupProblem());
    if (character === '[') return one(this.#class());
    if (character === '\\') return this.#escape();
    if (character === '^' || character === '$') throw this.#problem(`\`${character}\` is not read`);
    if (/[*+?{}\]]/.test(character)) throw this.#problem(`\`${character}\` needs a \`\\\` before it`);
    this.#at += 1;
    return character === '.' ? one(ALL & ~bit('\n')) : letter(character);
  }

  #groupProblem(): string {
    const beginning = /^\(\?<?[=!]/.exec(this.#source.slice(this.#at))?.[0];
    if (beginning !== undefined)
      return `\`${beginning}\` looks around, which is not read: write only what the secret itself looks like`;
    return '`(` is not read: write `(?:` to group, `(?<secret>` for the secret, and counts with an end such as {1,100}';
  }

  #group(): Part {
    const part = this.#choice();
    if (!this.#takes(')')) throw this.#problem('`(` without `)`');
    return part;
  }

  #escape(): Part {
    if (this.#source.charAt(this.#at + 1) !== 'b') {
      const { set, character } = this.#escaped();
      return character === undefined ? one(set) : letter(character);
    }
    this.#at += 2;
    // It reads nothing, and can only make less match.
    return { first: NONE, isEmpty: true, longest: 0, letters: '', check: () => {} };
  }

  #escaped(): { readonly set: Characters; readonly character?: string } {
    const name = this.#source.charAt(this.#at + 1);
    const set = CLASSES[name];
    const control = CONTROLS[name];
    if (set === undefined && control === undefined && /[A-Za-z0-9]|^$/.test(name))
      throw this.#problem(`\`\\${name}\` is not read`);
    this.#at += 2;
    if (set !== undefined) return { set };
    const character = control ?? name;
    return { set: bit(character), character };
  }

  #class(): Characters {
    this.#at += 1;
    const isNegated = this.#takes('^');
    let set = NONE;
    while (!this.#takes(']')) {
      if (this.#at >= this.#source.length) throw this.#problem('`[` without `]`');
      const low = this.#member();
      const isRange = this.#source.charAt(this.#at) === '-' && this.#source.charAt(this.#at + 1) !== ']';
      if (!isRange) {
        set |= low.set;
        continue;
      }
      this.#at += 1;
      const high = this.#member();
      if (low.character === undefined || high.character === undefined || low.character > high.character)
        throw this.#problem('a range goes from a character to a later one');
      for (
        let code = low.character.charCodeAt(0);
        code <= Math.min(high.character.charCodeAt(0), OTHER);
        code += 1
      )
        set |= 1n << BigInt(code);
    }
    if (set === NONE) throw this.#problem('a class without characters');
    // Of the characters beyond ASCII some may be left.
    return isNegated ? (ALL & ~set) | (1n << BigInt(OTHER)) : set;
  }

  #member(): { readonly set: Characters; readonly character?: string } {
    if (this.#source.charAt(this.#at) === '\\') return this.#escaped();
    const character = this.#source.charAt(this.#at);
    this.#at += 1;
    return { set: bit(character), character };
  }
}

function bit(character: string): Characters {
  return 1n << BigInt(Math.min(character.charCodeAt(0), OTHER));
}

function bits(characters: string): Characters {
  return [...characters].reduce((set, one) => set | bit(one), NONE);
}

const DIGITS = bits('0123456789');
const WORD = DIGITS | bits('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_');
const SPACE = bits(' \t\n\r\f\v') | (1n << BigInt(OTHER));
const CLASSES: Readonly<Record<string, Characters>> = {
  d: DIGITS,
  D: ALL & ~DIGITS,
  w: WORD,
  W: ALL & ~WORD,
  s: SPACE,
  S: (ALL & ~SPACE) | (1n << BigInt(OTHER)),
};
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };

function one(first: Characters): Part {
  return { first, isEmpty: false, longest: 1, letters: undefined, check: () => {} };
}

function letter(character: string): Part {
  return { ...one(bit(character)), letters: character };
}

function inARow(parts: readonly Part[]): Part {
  let first = NONE;
  let isEmpty = true;
  for (const part of parts) {
    if (isEmpty) first |= part.first;
    isEmpty &&= part.isEmpty;
  }
  const letters = parts.every((part) => part.letters !== undefined)
    ? parts.map((part) => part.letters).join('')
    : undefined;
  return {
    first,
    isEmpty,
    longest: parts.reduce((sum, { longest }) => sum + longest, 0),
    letters,
    check: (follow) => {
      let behind = follow;
      for (const part of parts.toReversed()) {
        part.check(behind);
        behind = part.isEmpty ? part.first | behind : part.first;
      }
    },
  };
}

function oneOf(parts: readonly Part[]): Part {
  if (parts.some(({ isEmpty }) => isEmpty))
    throw new Problem('a choice of nothing: write `(?:a|b)?` instead of `(?:a|b|)`');
  return {
    first: parts.reduce((set, { first }) => set | first, NONE),
    isEmpty: false,
    longest: parts.reduce((most, { longest }) => Math.max(most, longest), 0),
    letters: undefined,
    check: (follow) => {
      for (const [i, part] of parts.entries()) {
        for (const other of parts.slice(0, i))
          if (!differ(part, other))
            throw new Problem('two choices begin alike: put what they share before them');
        part.check(follow);
      }
    },
  };
}

/** Words differ where neither begins the other; everything else by its first character. */
function differ(a: Part, b: Part): boolean {
  if (a.letters !== undefined && b.letters !== undefined)
    return !a.letters.startsWith(b.letters) && !b.letters.startsWith(a.letters);
  return (a.first & b.first) === NONE;
}

function repeated(part: Part, least: number, most: number): Part {
  if (part.isEmpty && most > 1) throw new Problem('a count of what may be nothing');
  return {
    first: part.first,
    isEmpty: least === 0 || part.isEmpty,
    longest: part.longest * most,
    letters: undefined,
    check: (follow) => {
      if (least !== most && (part.first & follow) !== NONE)
        throw new Problem(
          'what is counted and what follows it have characters in common: give an exact count, or a class without them',
        );
      part.check(most > 1 ? part.first | follow : follow);
    },
  };
}
