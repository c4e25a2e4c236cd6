import type { Position } from '../text/positions.ts';
import { YamlMap, type YamlNode, type YamlValue } from './node.ts';
import { endOfQuoted, isIndicator, OutsideSubset, unquoted } from './subset-scalars.ts';

/** Where lines of the text of a flow collection start. */
export interface FlowLine {
  /** In the text. */
  readonly offset: number;
  readonly line: number;
  /** Of what is at `offset`. */
  readonly column: number;
}

/**
 * Flow collections: `{integrity: sha512-…, tarball: 'https://…'}`, `[linux, darwin]`, over any number of lines. Scalars
 * are on one line each.
 */
export class FlowReader {
  readonly #text: string;
  readonly #lines: readonly FlowLine[];
  /** Of the line in hand. */
  #row = 0;
  #at = 0;
  #depth = 0;

  /** @param lines at least one; the first starts at offset 0 */
  constructor(text: string, lines: readonly FlowLine[]) {
    this.#text = text;
    this.#lines = lines;
  }

  read(): YamlValue {
    const value = this.#collection();
    const after = this.#text.slice(this.#at);
    if (after !== '' && !/^\s+#/.test(after)) throw new OutsideSubset();
    return value;
  }

  #collection(): YamlValue {
    this.#depth += 1;
    if (this.#depth > 20) throw new OutsideSubset();
    const isMap = this.#text.charCodeAt(this.#at) === 0x7b;
    const close = isMap ? 0x7d : 0x5d;
    this.#at += 1;
    const map = new YamlMap();
    const items: YamlNode[] = [];
    for (;;) {
      this.#blanks();
      if (this.#text.charCodeAt(this.#at) === close) break;
      if (isMap) {
        const start = this.#place();
        const key = this.#scalar(true);
        const row = this.#row;
        this.#blanks();
        if (this.#row !== row) throw new OutsideSubset();
        if (this.#text.charCodeAt(this.#at) !== 0x3a || key === '<<' || map.entries.has(key))
          throw new OutsideSubset();
        this.#at += 1;
        const before = this.#at;
        this.#blanks();
        const next = this.#text.charCodeAt(this.#at);
        if (next === 0x2c || next === close) map.entries.set(key, { ...start, value: null });
        else if (this.#at === before) throw new OutsideSubset();
        else map.entries.set(key, { ...start, value: this.#item() });
      } else items.push({ ...this.#place(), value: this.#item() });
      this.#blanks();
      const next = this.#text.charCodeAt(this.#at);
      if (next === 0x2c) this.#at += 1;
      else if (next !== close) throw new OutsideSubset();
    }
    this.#at += 1;
    this.#depth -= 1;
    return isMap ? map : items;
  }

  /** Where the next character is. */
  #place(): Position {
    const { offset = 0, line = 1, column = 1 } = this.#lines[this.#row] ?? {};
    return { line, column: column + this.#at - offset };
  }

  #item(): YamlValue {
    const code = this.#text.charCodeAt(this.#at);
    return code === 0x7b || code === 0x5b ? this.#collection() : this.#scalar(false);
  }

  #scalar(isKey: boolean): string {
    const start = this.#at;
    const code = this.#text.charCodeAt(start);
    if (code === 0x22 || code === 0x27) {
      const end = endOfQuoted(this.#text, start);
      const whole = this.#text.slice(start, end + 1);
      if (whole.includes('\n')) throw new OutsideSubset();
      this.#at = end + 1;
      return unquoted(whole);
    }
    if (
      Number.isNaN(code) ||
      isIndicator(code) ||
      /^[-?:](?:[\s,[\]{}]|$)/.test(this.#text.slice(start, start + 2))
    )
      throw new OutsideSubset();
    let at = start;
    for (; at < this.#text.length; at += 1) {
      const c = this.#text.charCodeAt(at);
      if (c === 0x0a || c === 0x2c || c === 0x5b || c === 0x5d || c === 0x7b || c === 0x7d) break;
      if (c === 0x23 && this.#text.charCodeAt(at - 1) <= 0x20) throw new OutsideSubset();
      if (c === 0x3a) {
        const after = this.#text.charCodeAt(at + 1);
        if (Number.isNaN(after) || after <= 0x20 || after === 0x2c || after === 0x5d || after === 0x7d) {
          if (isKey) break;
          throw new OutsideSubset();
        }
        if (after === 0x5b || after === 0x7b) throw new OutsideSubset();
      }
    }
    this.#at = at;
    const value = this.#text.slice(start, at).trimEnd();
    if (value === '') throw new OutsideSubset();
    return value;
  }

  #blanks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x0a) this.#row += 1;
      else if (code !== 0x20 && code !== 0x09) return;
      this.#at += 1;
    }
  }
}
