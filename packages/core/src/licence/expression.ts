/**
 * SPDX licence expressions (SPDX 2.3 annex D, 3.0.1 annex “SPDX license expressions”): the tree, its parser and its
 * writer. Own, because `spdx-expression-parse` throws on what registries are full of (other cases, ids of a newer
 * list, AdditionRef) and recurses without a limit; here an error is a value and input is capped.
 */
import { spdxException, spdxLicence } from './ids.ts';

/** One licence, with an exception where WITH names one. */
export interface LicenceTerm {
  readonly kind: 'licence';
  /** An id of the SPDX list in its spelling, or `LicenseRef-…`, `DocumentRef-…:LicenseRef-…`. */
  readonly id: string;
  /** The `+` operator: this version or a later one. */
  readonly orLater: boolean;
  /** An exception id of the list, or `AdditionRef-…`. */
  readonly exception?: string;
}

export type LicenceNode =
  | LicenceTerm
  /** At least two parts. */
  | { readonly kind: 'and' | 'or'; readonly parts: readonly LicenceNode[] };

export type ParsedLicence =
  | { readonly ok: true; readonly node: LicenceNode }
  /** `at`: offset in the text. */
  | { readonly ok: false; readonly message: string; readonly at: number };

const MAX_LENGTH = 8_000;
const MAX_TOKENS = 1_000;
const MAX_DEPTH = 40;

interface Token {
  readonly text: string;
  readonly at: number;
}

const REFERENCE = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/i;
const ADDITION = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?AdditionRef-[A-Za-z0-9.-]+$/i;

/**
 * Ids and operators in any case; WITH binds tighter than AND, AND tighter than OR.
 * @returns the tree as written (see `normaliseLicence` for the canonical one), or what is wrong and where
 */
export function parseLicence(text: string): ParsedLicence {
  if (text.length > MAX_LENGTH) return { ok: false, message: 'longer than an expression can be', at: 0 };
  const tokens = [...text.matchAll(/[()]|[^\s()]+/g)].map((m) => ({ text: m[0], at: m.index }));
  if (tokens.length === 0) return { ok: false, message: 'empty', at: 0 };
  if (tokens.length > MAX_TOKENS) return { ok: false, message: 'too many parts', at: 0 };
  const parser = new Parser(tokens, text.length);
  const node = parser.or(0);
  if (!parser.failed && parser.rest !== undefined)
    parser.fail(
      parser.rest.text === ')' ? 'a bracket that was not opened' : 'AND or OR is missing',
      parser.rest,
    );
  return parser.error ?? { ok: true, node };
}

/** Recursive descent; after the first failure every method returns at once. */
class Parser {
  error: { readonly ok: false; readonly message: string; readonly at: number } | undefined;
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #next = 0;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  get failed(): boolean {
    return this.error !== undefined;
  }

  get rest(): Token | undefined {
    return this.#tokens[this.#next];
  }

  fail(message: string, token: Token | undefined): LicenceTerm {
    this.error ??= { ok: false, message, at: token?.at ?? this.#end };
    return { kind: 'licence', id: '', orLater: false };
  }

  or(depth: number): LicenceNode {
    if (depth > MAX_DEPTH) return this.fail('nested too deep', this.rest);
    return this.#chain('or', () => this.#chain('and', () => this.#operand(depth)));
  }

  #chain(kind: 'and' | 'or', part: () => LicenceNode): LicenceNode {
    const first = part();
    const parts = [first];
    while (!this.failed && this.rest?.text.toLowerCase() === kind) {
      this.#next += 1;
      parts.push(part());
    }
    return parts.length === 1 ? first : { kind, parts };
  }

  #operand(depth: number): LicenceNode {
    const token = this.rest;
    if (token?.text !== '(') return this.#term();
    this.#next += 1;
    const inner = this.or(depth + 1);
    if (this.failed) return inner;
    if (this.rest?.text !== ')') return this.fail('a bracket is not closed', token);
    this.#next += 1;
    if (this.rest?.text.toLowerCase() === 'with') return this.fail('WITH belongs to one licence', this.rest);
    return inner;
  }

  #term(): LicenceTerm {
    const token = this.rest;
    if (token === undefined) return this.fail('a licence is missing at the end', token);
    this.#next += 1;
    const licence = readLicence(token.text);
    if (licence === null) return this.fail(`${token.text} is not an id of the SPDX list`, token);
    if (this.rest?.text.toLowerCase() !== 'with') return licence;
    this.#next += 1;
    const named = this.rest;
    if (named === undefined) return this.fail('an exception is missing after WITH', named);
    this.#next += 1;
    const exception = ADDITION.test(named.text) ? named.text : spdxException(named.text);
    if (exception === undefined)
      return this.fail(`${named.text} is not an exception of the SPDX list`, named);
    return { ...licence, exception };
  }
}

function readLicence(text: string): LicenceTerm | null {
  if (REFERENCE.test(text)) return { kind: 'licence', id: text, orLater: false };
  const id = spdxLicence(text)?.id;
  if (id !== undefined) return { kind: 'licence', id, orLater: false };
  if (!text.endsWith('+')) return null;
  const base = spdxLicence(text.slice(0, -1))?.id;
  return base === undefined ? null : { kind: 'licence', id: base, orLater: true };
}

/** The expression as text, with only the brackets that precedence asks for. */
export function formatLicence(node: LicenceNode): string {
  if (node.kind === 'licence') {
    const exception = node.exception === undefined ? '' : ` WITH ${node.exception}`;
    return `${node.id}${node.orLater ? '+' : ''}${exception}`;
  }
  const inner = node.parts.map((part) => {
    const text = formatLicence(part);
    return node.kind === 'and' && part.kind === 'or' ? `(${text})` : text;
  });
  return inner.join(node.kind === 'and' ? ' AND ' : ' OR ');
}

/** Every licence of the expression, as often as it is named. */
export function licenceTerms(node: LicenceNode): LicenceTerm[] {
  return node.kind === 'licence' ? [node] : node.parts.flatMap(licenceTerms);
}
