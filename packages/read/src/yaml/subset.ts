/**
 * The plain block style of YAML that programs write, read in one pass: block mappings and sequences, flow collections,
 * plain and quoted scalars on one line, literal blocks. Lockfiles are megabytes of it, for which a full
 * parser takes seconds. As soon as one line is outside the subset the whole text is left to the full parser, so that
 * both give the same answer or the same error.
 */
import { YamlMap, type YamlNode, type YamlValue } from './node.ts';
import { type FlowLine, FlowReader } from './subset-flow.ts';
import { endOfQuoted, isItem, OutsideSubset, scalar, splitKey, wholeScalar } from './subset-scalars.ts';

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
      // Prettier puts a long flow mapping on the lines after its key.
      if (inner.indent > indent && isFlow(inner.text))
        return { line: line.number, column, value: this.#flow(inner.text, inner, indent) };
      return { line: line.number, column, value: this.#block(inner.indent) };
    }
    if (code === 0x7c) return { line: line.number, column, value: this.#literal(rest, indent) };
    if (isFlow(rest)) return { line: line.number, column, value: this.#flow(rest, line, indent) };
    const { value, comment } = scalar(rest);
    this.#next();
    this.#noContinuation(indent);
    return comment === undefined
      ? { line: line.number, column, value }
      : { line: line.number, column, value, comment };
  }

  /** A flow collection that starts with `rest`, on `line` and as many lines after it as its brackets need. */
  #flow(rest: string, line: Line, indent: number): YamlValue {
    const pieces = [rest];
    const lines: FlowLine[] = [{ offset: 0, line: line.number, column: columnOf(rest, line) }];
    let length = rest.length;
    let depth = bracketDepth(rest);
    while (depth > 0) {
      this.#next();
      const next = this.#line;
      // Outside, too, when it ends early or is not indented as YAML wants.
      if (next === null || next.indent <= indent) throw new OutsideSubset();
      lines.push({ offset: length + 1, line: next.number, column: next.indent + 1 });
      pieces.push(next.text);
      length += 1 + next.text.length;
      depth += bracketDepth(next.text);
    }
    const value = new FlowReader(pieces.join('\n'), lines).read();
    this.#next();
    this.#noContinuation(indent);
    return value;
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

const isFlow = (text: string): boolean => text.charCodeAt(0) === 0x7b || text.charCodeAt(0) === 0x5b;

/** How many more brackets are opened than closed, outside quotes; a quote that stays open is outside the subset. */
function bracketDepth(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    // Within a plain scalar a quote is a character like any other; the reader itself decides, and then this is wrong.
    else if ((code === 0x22 || code === 0x27) && /[\s,:[{]/.test(text[at - 1] ?? ' '))
      at = endOfQuoted(text, at);
    else if (code === 0x23 && at > 0 && text.charCodeAt(at - 1) <= 0x20) break;
  }
  return depth;
}

/** Column of what the line ends with. */
function columnOf(rest: string, line: Line): number {
  return line.indent + Math.max(0, line.text.length - rest.length) + 1;
}
