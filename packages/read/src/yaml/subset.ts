/**
 * The plain block style of YAML that programs write, read in one pass: block mappings and sequences, one-line flow
 * collections, plain and quoted scalars on one line, literal blocks. Lockfiles are megabytes of it, for which a full
 * parser takes seconds. As soon as one line is outside the subset the whole text is left to the full parser, so that
 * both give the same answer or the same error.
 */
import { YamlMap, type YamlNode, type YamlValue } from './node.ts';
import { FlowReader } from './subset-flow.ts';
import { isItem, OutsideSubset, scalar, splitKey, wholeScalar } from './subset-scalars.ts';

const MAX_DEPTH = 100;

interface Line {
  /** Number of leading spaces. */
  readonly indent: number;
  /** Without indentation and trailing blanks. */
  readonly text: string;
  readonly number: number;
}

/** @throws OutsideSubset for everything else */
export function readSubset(text: string): YamlNode[] {
  const reader = new SubsetReader(text);
  return reader.document();
}

class SubsetReader {
  readonly #text: string;
  /** Offset where the next line starts. */
  #offset = 0;
  #number = 0;
  #line: Line | null = null;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#next();
  }

  document(): YamlNode[] {
    if (this.#line?.text === '---' && this.#line.indent === 0) this.#next();
    const first = this.#line;
    if (first === null) return [];
    const value = this.#block(first.indent);
    if (this.#line !== null) throw new OutsideSubset();
    return [{ line: first.number, column: first.indent + 1, value }];
  }

  /** Goes to the next line that holds something. */
  #next(): void {
    const text = this.#text;
    while (this.#offset < text.length) {
      const start = this.#offset;
      let end = text.indexOf('\n', start);
      if (end < 0) end = text.length;
      this.#offset = end + 1;
      this.#number += 1;
      let at = start;
      while (at < end && text.charCodeAt(at) === 0x20) at += 1;
      if (at === end) continue;
      const code = text.charCodeAt(at);
      if (code === 0x23) continue;
      if (code === 0x09) throw new OutsideSubset();
      let stop = end;
      while (text.charCodeAt(stop - 1) === 0x20 || text.charCodeAt(stop - 1) === 0x09) stop -= 1;
      const content = text.slice(at, stop);
      const isMarker = at === start && (content.startsWith('---') || content.startsWith('...'));
      if (isMarker && !(content === '---' && this.#line === null)) throw new OutsideSubset();
      this.#line = { indent: at - start, text: content, number: this.#number };
      return;
    }
    this.#line = null;
  }

  #block(indent: number): YamlValue {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new OutsideSubset();
    const text = this.#line?.text ?? '';
    const value = isItem(text) ? this.#sequence(indent) : this.#mapping(indent);
    this.#depth -= 1;
    return value;
  }

  #sequence(indent: number): YamlNode[] {
    const items: YamlNode[] = [];
    for (
      let line = this.#line;
      line !== null && line.indent === indent && isItem(line.text);
      line = this.#line
    ) {
      const rest = line.text.slice(1).trimStart();
      if (line.text.slice(0, line.text.length - rest.length).includes('\t')) throw new OutsideSubset();
      if (rest === '' || rest.startsWith('#')) {
        this.#next();
        const inner = this.#line;
        const nested = inner !== null && inner.indent > indent;
        items.push({
          line: line.number,
          column: indent + 1,
          value: nested ? this.#block(inner.indent) : null,
        });
      } else if (isItem(rest) || splitKey(rest) !== null) {
        // `- key: value`: the mapping starts on this very line, indented as far as its first key.
        const inner = indent + (line.text.length - rest.length);
        this.#line = { indent: inner, text: rest, number: line.number };
        items.push({ line: line.number, column: inner + 1, value: this.#block(inner) });
      } else {
        items.push(this.#value(rest, line, indent, columnOf(rest, line)));
      }
    }
    const after = this.#line;
    if (after !== null && after.indent > indent) throw new OutsideSubset();
    return items;
  }

  #mapping(indent: number): YamlMap {
    const map = new YamlMap();
    for (let line = this.#line; line !== null && line.indent === indent; line = this.#line) {
      let key: string;
      let rest: string;
      let column = indent + 1;
      if (line.text.startsWith('? ')) {
        // Long keys: `? key` and on the next line `: value` or `:` over a block.
        const long = line.text.slice(2).trimStart();
        key = wholeScalar(long.trim());
        column = columnOf(long, line);
        this.#next();
        const second = this.#line;
        if (second === null || second.indent !== indent || !/^:(?:\s|$)/.test(second.text))
          throw new OutsideSubset();
        rest = second.text.slice(1).trimStart();
      } else {
        const split = splitKey(line.text);
        if (split === null) throw new OutsideSubset();
        ({ key, rest } = split);
      }
      // Duplicate keys are errors and `<<` merges: both are the full parser's business.
      if (key === '<<' || map.entries.has(key)) throw new OutsideSubset();
      map.entries.set(key, this.#value(rest, line, indent, column));
    }
    const after = this.#line;
    if (after !== null && after.indent > indent) throw new OutsideSubset();
    return map;
  }

  /** What follows `key:` or `-`; the current line is the one that `rest` is on. */
  #value(rest: string, line: Line, indent: number, column: number): YamlNode {
    const code = rest.charCodeAt(0);
    if (rest === '' || code === 0x23) {
      this.#next();
      const inner = this.#line;
      if (inner === null || inner.indent < indent) return { line: line.number, column, value: null };
      // A sequence may be at the same indentation as its key.
      if (inner.indent === indent && !(isItem(inner.text) && !isItem(line.text))) {
        return { line: line.number, column, value: null };
      }
      return { line: line.number, column, value: this.#block(inner.indent) };
    }
    if (code === 0x7c) return { line: line.number, column, value: this.#literal(rest, indent) };
    if (code === 0x7b || code === 0x5b) {
      const flow = new FlowReader(rest, line.number, columnOf(rest, line));
      const value = flow.read();
      this.#next();
      this.#noContinuation(indent);
      return { line: line.number, column, value };
    }
    const { value, comment } = scalar(rest);
    this.#next();
    this.#noContinuation(indent);
    return comment === undefined
      ? { line: line.number, column, value }
      : { line: line.number, column, value, comment };
  }

  /** A more indented line after a complete value continues a plain scalar: outside the subset. */
  #noContinuation(indent: number): void {
    if (this.#line !== null && this.#line.indent > indent) throw new OutsideSubset();
  }

  /** `|` and `|-` blocks: the first line that is not blank sets the indentation. */
  #literal(header: string, indent: number): string {
    const chomp = /^\|(-?)(?:\s+#.*)?$/.exec(header)?.[1];
    if (chomp === undefined) throw new OutsideSubset();
    const text = this.#text;
    const lines: string[] = [];
    let width = -1;
    while (this.#offset < text.length) {
      let end = text.indexOf('\n', this.#offset);
      if (end < 0) end = text.length;
      let at = this.#offset;
      while (at < end && text.charCodeAt(at) === 0x20) at += 1;
      const spaces = at - this.#offset;
      if (at < end) {
        if (spaces <= indent) break;
        if (width < 0) width = spaces;
        if (spaces < width) throw new OutsideSubset();
      }
      lines.push(text.slice(this.#offset + (width < 0 ? spaces : Math.min(width, spaces)), end));
      this.#offset = end + 1;
      this.#number += 1;
    }
    this.#next();
    while (lines.length > 0 && lines[lines.length - 1] === '') lines.pop();
    return lines.length === 0 ? '' : lines.join('\n') + (chomp === '-' ? '' : '\n');
  }
}

/** Column of what the line ends with. */
function columnOf(rest: string, line: Line): number {
  return line.indent + Math.max(0, line.text.length - rest.length) + 1;
}
