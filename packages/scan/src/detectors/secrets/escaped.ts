/**
 * Texts in double quotes that hold escapes: cells of notebooks, JSON in a string of a program, manifests that hold other
 * manifests. One level of escapes is opened; each place in the opened text leads back to its own place.
 */

export interface EscapedText {
  readonly start: number;
  /** What the escapes stand for. */
  readonly text: string;
}

/** Shorter ones hold no name and value. */
const SHORTEST = 12;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/y;
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** In the order of the text; strings that an escape has a quote or a line break in, of one line each. */
export function escapedIn(text: string): EscapedText[] {
  const found: EscapedText[] = [];
  let open = -1;
  let isOpened = false;
  const close = (end: number): void => {
    if (open !== -1 && isOpened && end - open >= SHORTEST)
      found.push({ start: open, text: unescaped(text.slice(open, end)) });
    open = -1;
    isOpened = false;
  };
  if (!text.includes('\\')) return found;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') {
      at += 1;
      if (opens(text, at)) isOpened = true;
    } else if (character === '"' && open === -1) {
      open = at + 1;
      isOpened = false;
    } else if (character === '"' || character === '\n') close(at);
  }
  close(text.length);
  return found;
}

function opens(text: string, at: number): boolean {
  return /["'n]/.test(text.charAt(at)) || /^u002[27]/.test(text.slice(at, at + 5));
}

function unescaped(inner: string): string {
  let text = '';
  let from = 0;
  for (let at = inner.indexOf('\\'); at !== -1; at = inner.indexOf('\\', from)) {
    const [length, character] = escapeAt(inner, at);
    text += inner.slice(from, at) + character;
    from = at + length;
  }
  return text + inner.slice(from);
}

/** How long an escape is, and what it stands for. */
function escapeAt(inner: string, at: number): readonly [length: number, character: string] {
  ESCAPE.lastIndex = at;
  const [whole = '\\', code, letter = ''] = ESCAPE.exec(inner) ?? [];
  if (code !== undefined) return [whole.length, String.fromCharCode(Number.parseInt(code, 16))];
  return [whole.length, CONTROLS[letter] ?? letter];
}

/** Leads from places in opened texts to those in the text itself; asked in rising order for one of them. */
export class EscapedPlaces {
  readonly #text: string;
  #at: number;
  #opened = 0;

  constructor(text: string, { start }: EscapedText) {
    this.#text = text;
    this.#at = start;
  }

  of(place: number): number {
    while (this.#opened < place) {
      if (this.#text.charAt(this.#at) === '\\') this.#at += escapeAt(this.#text, this.#at)[0];
      else this.#at += 1;
      this.#opened += 1;
    }
    return this.#at;
  }
}
