/** Reads SQL piece by piece: names, quoted in four ways, and lists in parentheses. Each step moves on: linear time. */

const LONGEST_CELL = 2000;
const MOST_CELLS = 2000;
const QUOTES: Readonly<Record<string, string>> = { '"': '"', '`': '`', '[': ']' };
const LONGEST_NAME = 130;
/** Words that end a list which has no parentheses. */
const CLAUSE =
  /(?:from|where|union|on|returning|order|group|limit|values|select|insert|update|delete|create|go)\b/iy;
const SPACE = /\s*/y;
const WORD = /[A-Za-z_]\w{0,63}/y;

export interface Cell {
  /** A text without its quotes, what else stands there as it is. */
  readonly said: string;
  /** As it is written, without what stands in quotes. */
  readonly raw: string;
  /** The name before `=` or behind AS. */
  readonly name: string;
}

export class SqlCursor {
  readonly #text: string;
  at: number;
  /** Whether lists are values, where MySQL has texts in double quotes; else they are names and definitions. */
  isValues = false;
  /** Whether a text had no end. */
  isOpen = false;

  constructor(text: string, at = 0) {
    this.#text = text;
    this.at = at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#text.length;
  }

  /** Past spaces and comments. */
  skip(): void {
    for (;;) {
      SPACE.lastIndex = this.at;
      SPACE.test(this.#text);
      this.at = SPACE.lastIndex;
      const two = this.#text.slice(this.at, this.at + 2);
      if (two !== '--' && two !== '/*') return;
      const end = this.#text.indexOf(two === '--' ? '\n' : '*/', this.at + 2);
      this.at = end === -1 ? this.#text.length : end + (two === '--' ? 1 : 2);
    }
  }

  /** The next word in lower case, past it; empty when none stands there. */
  word(): string {
    this.skip();
    const found = this.#match(WORD);
    this.at += found.length;
    return found.toLowerCase();
  }

  /** Past the word, when it stands there. */
  take(...words: readonly string[]): boolean {
    const before = this.at;
    if (words.includes(this.word())) return true;
    this.at = before;
    return false;
  }

  takeSign(sign: string): boolean {
    this.skip();
    if (!this.#text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  /** The last part of a name that may have the names of its schema and database before it. */
  name(): string {
    let name = '';
    for (let part = this.#part(); part !== ''; part = this.#part()) {
      name = part;
      if (this.#text[this.at] !== '.') break;
      this.at += 1;
    }
    return name;
  }

  #part(): string {
    this.skip();
    const close = QUOTES[this.#text[this.at] ?? ''];
    if (close !== undefined) {
      const end = this.#text.slice(this.at + 1, this.at + 1 + LONGEST_NAME).indexOf(close);
      if (end === -1) return '';
      const name = this.#text.slice(this.at + 1, this.at + 1 + end);
      this.at += end + 2;
      return name;
    }
    const name = this.#match(/[\p{L}_#@$][\p{L}\p{N}_#@$]{0,129}/uy);
    this.at += name.length;
    return name;
  }

  /** Names in parentheses, past them; undefined when something else stands here. No parenthesis is inside: linear time. */
  names(): string[] | undefined {
    this.skip();
    const found = this.#match(/\([^()]{1,8000}\)/y);
    if (found === '') return undefined;
    this.at += found.length;
    return found
      .slice(1, -1)
      .split(',')
      .map((one) => new SqlCursor(one).name())
      .filter((name) => name !== '');
  }

  /** The list in parentheses that stands here, past it; undefined when none does. */
  list(): Cell[] | undefined {
    if (!this.takeSign('(')) return undefined;
    return this.#cells(')');
  }

  /** A list without parentheses, up to the next clause. */
  bareList(): Cell[] {
    return this.#cells(';');
  }

  #cells(end: ')' | ';'): Cell[] {
    const text = this.#text;
    const cells: Cell[] = [];
    let [depth, raw, literal] = [0, '', undefined as string | undefined];
    const close = (): void => {
      const whole = raw.trim();
      const name = /^([\w.`"[\]]{1,64})\s{0,9}=|\bas\s{1,9}["`[]?(\w{1,64})["`\]]?$/i.exec(whole);
      const bare =
        (name?.[1] ?? name?.[2] ?? '')
          .split('.')
          .at(-1)
          ?.replace(/["`[\]]/g, '') ?? '';
      if (cells.length < MOST_CELLS) cells.push({ said: literal ?? whole, raw: whole, name: bare });
      [raw, literal] = ['', undefined];
    };
    for (; this.at < text.length; this.at += 1) {
      const c = text[this.at] ?? '';
      if (c === "'" || (c === '"' && end === ')' && this.isValues && raw.trim() === '')) {
        const said = this.#literal(c);
        literal ??= said;
        raw += `'`;
      } else if (depth === 0 && c === end) {
        close();
        this.at += 1;
        return cells;
      } else if (depth === 0 && c === ',') close();
      else if (end === ';' && depth === 0 && raw.endsWith(' ') && this.#match(CLAUSE) !== '') {
        close();
        return cells;
      } else {
        if (c === '(') depth += 1;
        else if (c === ')') depth -= 1;
        if (depth < 0) {
          close();
          return cells;
        }
        if (raw.length < LONGEST_CELL) raw += /\s/.test(c) ? ' ' : c;
      }
    }
    this.isOpen = end === ')';
    close();
    return cells;
  }

  /** From its quote to the one that ends it, on which the cursor stays. */
  #literal(quote: string): string {
    const text = this.#text;
    let said = '';
    for (this.at += 1; this.at < text.length; this.at += 1) {
      if (text[this.at] === '\\') this.at += 1;
      else if (text[this.at] === quote) {
        if (text[this.at + 1] !== quote) return said;
        this.at += 1;
      }
      if (said.length < LONGEST_CELL) said += text[this.at] ?? '';
    }
    this.isOpen = true;
    return said;
  }

  #match(form: RegExp): string {
    form.lastIndex = this.at;
    return form.exec(this.#text)?.[0] ?? '';
  }
}
