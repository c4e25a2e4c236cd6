/** What a name tells of the value that it is given, in one text from its beginning to its end. */
import { type Assignment, assignmentAt, plainName } from './assignment.ts';
import { type Candidate, GENERIC_ORDER } from './candidates.ts';
import { decodedValue } from './containers.ts';
import { ENGINE, type Named } from './engine.ts';
import {
  GENERIC_KEY,
  GENERIC_PASSWORD,
  GUESSABLE_PASSWORD,
  genericKindOf,
  isDerivedName,
  opensSomethingElse,
  PASSWORD_HASH,
} from './generic.ts';
import { isFilled, isReal } from './real.ts';
import {
  isGuessable,
  isHash,
  isKeyLike,
  isMarkedWord,
  isPasswordLike,
  isPlaceholder,
  isReference,
  isWords,
} from './strength.ts';

export interface SearchOptions {
  /** Whether values without quotes are values: in configuration, not in source code. */
  readonly takesUnquoted: boolean;
  /** Whether what only a name promises counts; lockfiles and minified code promise too much. */
  readonly takesGeneric: boolean;
  /** Whether hashes of passwords count: not those of tests and documentation. */
  readonly takesHashes: boolean;
  /** Whether a password counts that is easily guessed: not in tests, documentation and examples, which are full of them. */
  readonly takesGuessable: boolean;
  /** Whether it configures something that is deployed. */
  readonly isDeployed: boolean;
  /** Below the target. */
  readonly path: string;
}

/** Minified code is one long line; names in it promise nothing. */
const LONG_LINE = 1000;
const DATA = /\.(?:json|ipynb|tfstate)$/i;
/** Characters behind a name in which its value ends. */
const LONGEST_ASSIGNMENT = 4400;
/** Names that are tried in one value that is none: `a: token=b`. Each reads the rest of the value anew. */
const MOST_IN_VALUE = 8;
const SHORTEST = 6;

/** Asked for places in the order of the text, so that each line is looked up once and each value read a few times. */
export class NameReader {
  readonly #text: string;
  readonly #options: SearchOptions;
  #lineStart = 0;
  #lineEnd = -1;
  /** The end of the last secret: words in it are no names. */
  #secretEnd = 0;
  /** The end of the last value that was read, and how many names were tried in it. */
  #valueEnd = 0;
  #tried = 0;

  constructor(text: string, options: SearchOptions) {
    this.#text = text;
    this.#options = options;
  }

  /** @param start a place in a name */
  at(start: number): Candidate | undefined {
    if (start < this.#secretEnd || !this.#options.takesGeneric) return undefined;
    this.#toLineOf(start);
    if (this.#isFarFromEnds(start, start + LONGEST_ASSIGNMENT)) return undefined;
    this.#tried = start < this.#valueEnd ? this.#tried + 1 : 0;
    if (this.#tried > MOST_IN_VALUE) return undefined;
    const given = assignmentAt(this.#text, start);
    if (given === undefined) return undefined;
    this.#valueEnd = Math.max(this.#valueEnd, given.start + given.value.length);
    const found = this.#secretOf(given);
    if (found !== undefined) this.#secretEnd = found.end;
    return found;
  }

  #secretOf(given: Assignment): Candidate | undefined {
    const { value, start, isQuoted } = given;
    const end = start + value.length;
    if (isHash(value) && COMPARED.test(this.#text.slice(Math.max(0, start - NEAR_SALT), start)))
      return undefined;
    if (value.length < SHORTEST || this.#isFarFromEnds(start, end)) return undefined;
    if (!isQuoted && (!this.#options.takesUnquoted || !isSetApart(this.#text, start))) return undefined;
    // In the manifest of a cluster every value is written as base64.
    const decoded = decodedValue(value)?.trim();
    const inner = decoded === undefined ? undefined : this.#promisedBy(given, decoded);
    if (inner !== undefined) return { ...inner, start, end };
    if (decoded !== undefined && standsForNone(decoded)) return undefined;
    const own = this.#promisedBy(given, value);
    if (own === undefined || (own.order === GENERIC_ORDER && isDocument(decoded))) return undefined;
    return { ...own, start, end };
  }

  #promisedBy({ name, start }: Assignment, value: string): Promised | undefined {
    const plain = plainName(name);
    if (isDerivedName(name)) return undefined;
    const before = this.#text.slice(Math.max(0, start - NEAR), start);
    const known = kindByName(plain, value, before);
    if (known !== undefined) return { kind: known.kind, order: known.order, value };
    const kind = this.#genericKind(plain, name, value, start);
    return kind === undefined ? undefined : { kind, order: GENERIC_ORDER, value };
  }

  #genericKind(plain: string, name: string, value: string, start: number): Promised['kind'] | undefined {
    const promised = genericKindOf(plain, name);
    if (promised === undefined || isReference(value.trim()) || isFilled(value)) return undefined;
    if (plain.endsWith('signingkey') && KEY_ID.test(value)) return undefined;
    if (promised === 'key') return isKeyLike(value) && !isPlaceholder(value) ? GENERIC_KEY : undefined;
    const { isDeployed } = this.#options;
    const isHashed = isHash(value) || this.#isSalted(start + value.length);
    if (isHashed && !opensSomethingElse(plain)) return isDeployed ? PASSWORD_HASH : undefined;
    if (isPasswordLike(value) && !isPlaceholder(value) && !isMarkedWord(value)) return GENERIC_PASSWORD;
    if (!isDeployed || !isGuessable(value)) return undefined;
    // What is switched off shows how it could be.
    return COMMENT.test(this.#text.slice(this.#lineStart, start)) ? undefined : GUESSABLE_PASSWORD;
  }

  /** Whether a salt stands beside the value: then it is a hash, whatever its length. */
  #isSalted(end: number): boolean {
    return SALT.test(this.#text.slice(end, end + NEAR_SALT));
  }

  #toLineOf(start: number): void {
    if (start >= this.#lineStart && start <= this.#lineEnd) return;
    this.#lineStart = this.#text.lastIndexOf('\n', start) + 1;
    const end = this.#text.indexOf('\n', start);
    this.#lineEnd = end === -1 ? this.#text.length : end;
  }

  /** Whether the line goes on for long, before or behind. Data of programs are often one line. */
  #isFarFromEnds(start: number, end: number): boolean {
    if (DATA.test(this.#options.path)) return false;
    return start - this.#lineStart >= LONG_LINE || this.#lineEnd - end >= LONG_LINE;
  }
}

/** `key=value` or `key: value`; `pass:1001:100` is a row of something else. */
function isSetApart(text: string, at: number): boolean {
  return !/[:,]/.test(text.charAt(at - 1));
}

/** The head of a signed token, or settings: what is in them is searched as a text of its own. */
function isDocument(decoded: string | undefined): boolean {
  return decoded?.startsWith('{"') === true;
}

function standsForNone(value: string): boolean {
  return isPlaceholder(value) || isFilled(value) || isWords(value);
}

/** Of OpenPGP, which git and others name by it. */
const KEY_ID = /^(?:0x)?[0-9A-F]{8,40}$/;
/** What a call has returned: `hash("secret") == "…"`. */
const COMPARED = /\)\s{0,4}={2,3}\s{0,4}["'`]$/;
const SALT = /^["']?[, ]{1,4}["']?(?:salt|password_?salt)["']?[ \t]{0,4}[=:]/i;
const NEAR_SALT = 40;

const COMMENT = /^[ \t]{0,200}(?:#|\/\/|;|--|<!--)/;

type Promised = Pick<Candidate, 'kind' | 'order' | 'value'>;

/** Characters before a value in which the service may be named that a name needs beside it. */
const NEAR = 300;

function kindByName(plain: string, value: string, before: string): Named | undefined {
  let best: Named | undefined;
  let longest = 0;
  ENGINE.names.each(plain, (index) => {
    const row = ENGINE.named[index];
    const { length } = ENGINE.names.words[index] ?? '';
    if (row === undefined || length <= longest) return;
    if (!row.pattern.test(value) || isWords(value) || !isReal(row.kind, value)) return;
    if (row.near?.test(before) === false) return;
    best = row;
    longest = length;
  });
  return best;
}
