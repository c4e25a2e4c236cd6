/**
 * YAML with places, as strings. Lockfiles are megabytes of the plain block style that programs write; a full YAML
 * parser spends a second on what can be read in milliseconds. {@link readYaml} therefore first reads a subset
 * (block mappings and sequences, one-line flow collections, plain and quoted scalars on one line, literal
 * blocks) and hands the whole text to the `yaml` package as soon as one line is outside it, so that both
 * ways give the same answer or the same error.
 *
 * Scalars are strings as they stand in the file (YAML's failsafe schema: `1.10` stays `1.10`, `no` stays `no`);
 * an empty value is null.
 */
import { type KnownUnknown, type TargetFile, TheriacError } from '@theriac/core';

export interface YamlNode {
  /** 1-based line where the value starts; of a mapping's value: where its key stands. */
  readonly line: number;
  readonly value: YamlValue;
  /** What a comment at the end of the same line says, where the reader keeps it. */
  readonly comment?: string;
}
export type YamlValue = string | null | YamlMap | YamlNode[];

/** A mapping; keys in the order of the file. */
export class YamlMap {
  readonly entries = new Map<string, YamlNode>();

  get(key: string): YamlNode | undefined {
    return this.entries.get(key);
  }
}

/** Thrown inside to fall back; never leaves this module. */
class OutsideSubset extends Error {}

const MAX_DEPTH = 100;
/** The full parser is slow; what machines write never needs it at this size. */
const FALLBACK_MAX_CHARACTERS = 1_000_000;

/**
 * The documents of `file`, in order; empty for an empty file.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line, THERIAC_INPUT_LIMIT when too deep or too large
 */
export async function readYaml(
  file: TargetFile,
  report: (unknown: KnownUnknown) => void,
): Promise<YamlNode[]> {
  const text = file.text();
  try {
    return readSubset(text);
  } catch (error) {
    if (!(error instanceof OutsideSubset)) throw error;
  }
  if (text.length > FALLBACK_MAX_CHARACTERS) {
    throw new TheriacError(
      'THERIAC_INPUT_LIMIT',
      `larger than ${FALLBACK_MAX_CHARACTERS} characters and not in the plain style that tools write`,
      { path: file.path },
    );
  }
  const { readFullYaml } = await import('./yaml-full.ts');
  return readFullYaml(text, file.path, report);
}

/** The mapping of a node, or an empty one. */
export function mapOf(node: YamlNode | undefined): YamlMap {
  return node?.value instanceof YamlMap ? node.value : EMPTY;
}
const EMPTY = new YamlMap();

/** The items of a sequence, or none. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return Array.isArray(node?.value) ? node.value : [];
}

/** The scalar of a node; undefined for collections and empty values. */
export function scalarOf(node: YamlNode | undefined): string | undefined {
  return typeof node?.value === 'string' ? node.value : undefined;
}

interface Line {
  /** Number of leading spaces. */
  readonly indent: number;
  /** Without indentation and trailing blanks. */
  readonly text: string;
  readonly number: number;
}

/** Exported for the test that compares both readers. */
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
    return [{ line: first.number, value }];
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
        items.push({ line: line.number, value: nested ? this.#block(inner.indent) : null });
      } else if (isItem(rest) || splitKey(rest) !== null) {
        // `- key: value`: the mapping starts on this very line, indented as far as its first key.
        const inner = indent + (line.text.length - rest.length);
        this.#line = { indent: inner, text: rest, number: line.number };
        items.push({ line: line.number, value: this.#block(inner) });
      } else {
        items.push(this.#value(rest, line, indent));
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
      if (line.text.startsWith('? ')) {
        // Long keys: `? key` and on the next line `: value` or `:` over a block.
        key = wholeScalar(line.text.slice(2).trim());
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
      map.entries.set(key, this.#value(rest, line, indent));
    }
    const after = this.#line;
    if (after !== null && after.indent > indent) throw new OutsideSubset();
    return map;
  }

  /** What follows `key:` or `-`; the current line is the one that `rest` stands on. */
  #value(rest: string, line: Line, indent: number): YamlNode {
    const code = rest.charCodeAt(0);
    if (rest === '' || code === 0x23) {
      this.#next();
      const inner = this.#line;
      if (inner === null || inner.indent < indent) return { line: line.number, value: null };
      // A sequence may stand at the same indentation as its key.
      if (inner.indent === indent && !(isItem(inner.text) && !isItem(line.text))) {
        return { line: line.number, value: null };
      }
      return { line: line.number, value: this.#block(inner.indent) };
    }
    if (code === 0x7c) return { line: line.number, value: this.#literal(rest, indent) };
    if (code === 0x7b || code === 0x5b) {
      const flow = new FlowReader(rest, line.number);
      const value = flow.read();
      this.#next();
      this.#noContinuation(indent);
      return { line: line.number, value };
    }
    const { value, comment } = scalar(rest);
    this.#next();
    this.#noContinuation(indent);
    return comment === undefined ? { line: line.number, value } : { line: line.number, value, comment };
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

function isItem(text: string): boolean {
  return text.charCodeAt(0) === 0x2d && (text.length === 1 || text.charCodeAt(1) === 0x20);
}

/** `key: rest` or `key:`; null when the line holds no key. */
function splitKey(text: string): { key: string; rest: string } | null {
  const code = text.charCodeAt(0);
  if (code === 0x22 || code === 0x27) {
    const end = endOfQuoted(text);
    const after = text.charCodeAt(end + 1);
    if (after !== 0x3a) return null;
    const next = text.charCodeAt(end + 2);
    if (end + 2 < text.length && next !== 0x20 && next !== 0x09) return null;
    return { key: unquoted(text.slice(0, end + 1)), rest: text.slice(end + 2).trimStart() };
  }
  if (isIndicator(code)) {
    if (code === 0x7b || code === 0x5b) return null;
    throw new OutsideSubset();
  }
  // An empty key, and `- ` or `? ` spelt with a tab.
  if (code === 0x3a || /^[-?]\s/.test(text)) throw new OutsideSubset();
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    const after = text.charCodeAt(colon + 1);
    if (colon + 1 < text.length && after !== 0x20 && after !== 0x09) continue;
    const key = text.slice(0, colon).trimEnd();
    if (key.includes(' #') || key.includes('\t#')) return null;
    return { key, rest: text.slice(colon + 1).trimStart() };
  }
  return null;
}

/** Characters that a plain scalar cannot start with, or that mean something this reader leaves alone. */
function isIndicator(code: number): boolean {
  // , [ ] { } # & * ! | > ' " % @ `
  return ',[]{}#&*!|>\'"%@`'.includes(String.fromCharCode(code)) && !Number.isNaN(code);
}

function wholeScalar(text: string): string {
  const { value } = scalar(text);
  return value;
}

function scalar(text: string): { value: string; comment?: string } {
  const code = text.charCodeAt(0);
  if (code === 0x22 || code === 0x27) {
    const end = endOfQuoted(text);
    const after = text.slice(end + 1);
    const value = unquoted(text.slice(0, end + 1));
    if (after === '') return { value };
    const comment = /^\s+#(.*)$/s.exec(after)?.[1];
    if (comment === undefined) throw new OutsideSubset();
    return { value, comment: comment.trim() };
  }
  if (isIndicator(code)) throw new OutsideSubset();
  // `- ` and `? ` open collections; `a: b` inside a value is an error for the full parser to name.
  if (/^[-?](?:\s|$)/.test(text)) throw new OutsideSubset();
  const hash = indexOfComment(text);
  const plain = (hash < 0 ? text : text.slice(0, hash)).trimEnd();
  if (/:(?:\s|$)/.test(plain)) throw new OutsideSubset();
  return hash < 0 ? { value: plain } : { value: plain, comment: text.slice(hash + 1).trim() };
}

/** Offset of a `#` that follows a blank; -1 when there is none. */
function indexOfComment(text: string): number {
  for (let hash = text.indexOf('#'); hash >= 0; hash = text.indexOf('#', hash + 1)) {
    const before = text.charCodeAt(hash - 1);
    if (before === 0x20 || before === 0x09) return hash;
  }
  return -1;
}

/** Offset of the closing quote of the scalar that starts the text. */
function endOfQuoted(text: string): number {
  const quote = text.charCodeAt(0);
  for (let at = 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote === 0x22 && code === 0x5c) at += 1;
    else if (code === quote) {
      if (quote !== 0x27 || text.charCodeAt(at + 1) !== 0x27) return at;
      at += 1;
    }
  }
  throw new OutsideSubset();
}

function unquoted(text: string): string {
  if (text.charCodeAt(0) === 0x27) return text.slice(1, -1).replaceAll("''", "'");
  const inner = text.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  // JSON's escapes mean the same in YAML; YAML's further ones are rare.
  if (!/^(?:[^\\]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*$/.test(inner) || /[\u0000-\u001f]/.test(inner))
    throw new OutsideSubset();
  return JSON.parse(text) as string;
}

/** One-line flow collections: `{integrity: sha512-…, tarball: 'https://…'}`, `[linux, darwin]`. */
class FlowReader {
  readonly #text: string;
  readonly #line: number;
  #at = 0;
  #depth = 0;

  constructor(text: string, line: number) {
    this.#text = text;
    this.#line = line;
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
        const key = this.#scalar(true);
        this.#blanks();
        if (this.#text.charCodeAt(this.#at) !== 0x3a || key === '<<' || map.entries.has(key))
          throw new OutsideSubset();
        this.#at += 1;
        const before = this.#at;
        this.#blanks();
        const next = this.#text.charCodeAt(this.#at);
        if (next === 0x2c || next === close) map.entries.set(key, { line: this.#line, value: null });
        else if (this.#at === before) throw new OutsideSubset();
        else map.entries.set(key, { line: this.#line, value: this.#item() });
      } else items.push({ line: this.#line, value: this.#item() });
      this.#blanks();
      const next = this.#text.charCodeAt(this.#at);
      if (next === 0x2c) this.#at += 1;
      else if (next !== close) throw new OutsideSubset();
    }
    this.#at += 1;
    this.#depth -= 1;
    return isMap ? map : items;
  }

  #item(): YamlValue {
    const code = this.#text.charCodeAt(this.#at);
    return code === 0x7b || code === 0x5b ? this.#collection() : this.#scalar(false);
  }

  #scalar(isKey: boolean): string {
    const start = this.#at;
    const code = this.#text.charCodeAt(start);
    if (code === 0x22 || code === 0x27) {
      const rest = this.#text.slice(start);
      const end = endOfQuoted(rest);
      this.#at = start + end + 1;
      return unquoted(rest.slice(0, end + 1));
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
      if (c === 0x2c || c === 0x5b || c === 0x5d || c === 0x7b || c === 0x7d) break;
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
    while (this.#text.charCodeAt(this.#at) === 0x20 || this.#text.charCodeAt(this.#at) === 0x09)
      this.#at += 1;
  }
}
