/** A place in the text of Bicep. Comments are as in HCL; lines that start with `#` speak to the linter. */
import { HclCursor } from '../hcl/cursor.ts';

export class BicepCursor extends HclCursor {
  /** The last spaces that were skipped with their line breaks: what looks ahead looks at the same ones again. */
  #skipped = { from: -1, to: -1 };

  override skip(lines = this.inBrackets): void {
    if (!lines) {
      super.skip(false);
      return;
    }
    const from = this.at;
    if (from === this.#skipped.from) {
      this.at = this.#skipped.to;
      return;
    }
    super.skip(true);
    this.#skipped = { from, to: this.at };
  }

  /** A name, or the empty string; hyphens subtract. */
  override name(): string {
    if (!this.isNameStart()) return '';
    const start = this.at;
    while (this.isNameStart() || this.isDigit()) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** Whether this word is here, and not only the beginning of a longer one. */
  override isWord(word: string): boolean {
    const next = this.at + word.length;
    return this.is(word) && !this.isNameStart(next) && !this.isDigit(next);
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.at += word.length;
    return true;
  }

  /** Moves behind spaces, comments and line breaks if this follows them. */
  takeAcrossLines(mark: string): boolean {
    const before = this.at;
    this.skip(true);
    if (this.take(mark)) return true;
    this.at = before;
    return false;
  }

  expectName(what: string): string {
    this.skip();
    const name = this.name();
    if (name === '') throw this.error(`a name is missing in ${what}`);
    return name;
  }
}
