/** The kinds as one automaton of words, and what is tried where each of them stands. */
import { Keywords } from './keywords.ts';
import type { SecretKind } from './kind.ts';
import { SECRET_KINDS } from './kinds/all.ts';
import { beginningOf, patternOf, piecesOf } from './shape.ts';

export interface Compiled {
  readonly kind: SecretKind;
  readonly order: number;
  readonly pattern: RegExp;
  /** A character that makes it part of something else where it stands before it; undefined: nothing does. */
  readonly notBehind: RegExp | undefined;
}

export interface Named {
  readonly kind: SecretKind;
  readonly order: number;
  readonly pattern: RegExp;
  /** What must stand shortly before it. */
  readonly near: RegExp | undefined;
}

export interface Engine {
  readonly words: Keywords;
  /** By the index of a word: what is tried there. */
  readonly tried: readonly (readonly Compiled[] | undefined)[];
  /** By the index of a word: whether it may be the end of a name. */
  readonly isName: readonly boolean[];
  /** Names in plain form, and the kinds that each tells. */
  readonly names: Keywords;
  readonly named: readonly Named[];
}

/** Ends of the names of all kinds that a name tells, and of the generic ones. */
const NAME_WORDS = [
  'key',
  'secret',
  'token',
  'pass',
  'pwd',
  'bindpw',
  'credential',
  'auth',
  'telegram',
  'mailchimp',
  'mandrill',
  'mollie',
  'gocardless',
];

const IN_WORD = /[A-Za-z0-9_]/;
/** Of base64url: a token begins a run, and in a run of beginnings each would be read to its end. */
const IN_TOKEN = /[A-Za-z0-9_-]/;

function compile(kinds: readonly SecretKind[]): Engine {
  const byWord = new Map<string, Compiled[]>();
  const names: string[] = [];
  const named: Named[] = [];
  const put = (word: string, one: Compiled): void => {
    const known = byWord.get(word.toLowerCase());
    if (known === undefined) byWord.set(word.toLowerCase(), [one]);
    else known.push(one);
  };
  for (const [order, kind] of kinds.entries()) {
    const { how } = kind;
    if (how.by === 'pattern')
      for (const word of how.keywords)
        put(word, { kind, order, pattern: how.pattern, notBehind: word === 'eyj' ? IN_TOKEN : undefined });
    else if (how.by === 'shape')
      for (const shape of how.shapes) {
        const pieces = piecesOf(shape);
        put(beginningOf(pieces), {
          kind,
          order,
          pattern: new RegExp(`(?<secret>${patternOf(pieces)})(?![A-Za-z0-9_])`, 'y'),
          notBehind: IN_WORD,
        });
      }
    else {
      const pattern = new RegExp(`^(?:${how.shapes.map((shape) => patternOf(piecesOf(shape))).join('|')})$`);
      for (const name of [...how.names, ...(how.besides?.names ?? [])]) {
        const near = how.names.includes(name) ? undefined : how.besides?.near;
        names.push(name);
        named.push({ kind, order, pattern, near });
      }
    }
  }
  const words = [...new Set([...byWord.keys(), ...NAME_WORDS])];
  return {
    words: new Keywords(words),
    tried: words.map((word) => byWord.get(word)),
    isName: words.map((word) => NAME_WORDS.includes(word)),
    names: new Keywords(names),
    named,
  };
}

export const ENGINE = compile(SECRET_KINDS);
