/**
 * A JSON document of any size, piece by piece: the items of the lists in its outermost object, and its other values,
 * as text. Only the pieces of one chunk are held.
 */
import { TheriacError } from '@theriac/core';
import { JsonScanner } from './scanner.ts';
import type { JsonToken, JsonVisitor } from './token.ts';

export interface JsonPiece {
  /** Of the outermost object. */
  readonly key: string;
  /** Index in the list of that key; null for a value that is not a list. */
  readonly index: number | null;
  readonly text: string;
  /** Where the piece begins. */
  readonly line: number;
}

/** A single piece that is larger than this is refused, in characters. */
const MAX_PIECE = 64 * 1024 * 1024;

/**
 * @param wanted keys of the outermost object whose values are given, null: all; the others are skipped
 * @param onDuplicate told of wanted keys that the outermost object has twice
 * @throws TheriacError THERIAC_INPUT_SYNTAX for a text that is not a JSON object or ends too early; THERIAC_INPUT_LIMIT
 *   for a piece of more than {@link MAX_PIECE} characters
 */
export function* readJsonPieces(
  chunks: Iterable<string>,
  path: string,
  wanted: ReadonlySet<string> | null,
  onDuplicate: (key: string, line: number) => void = () => {},
): Generator<JsonPiece> {
  const cutter = new Cutter(path, wanted, onDuplicate);
  const scanner = new JsonScanner(cutter, { path });
  for (const chunk of chunks) {
    cutter.begin(chunk);
    scanner.push(chunk);
    yield* cutter.end();
  }
  scanner.finish();
}

class Cutter implements JsonVisitor {
  readonly #path: string;
  readonly #wanted: ReadonlySet<string> | null;
  readonly #onDuplicate: (key: string, line: number) => void;
  readonly #seen = new Set<string>();
  #chunk = '';
  /** Characters before the chunk. */
  #base = 0;
  #done: JsonPiece[] = [];
  #key = '';
  /** Index in the list of the key; null outside lists. */
  #index: number | null = null;
  /** Depth of the container that is cut out; 0 when there is none. */
  #cutting = 0;
  /** Where the rest of the piece begins in the chunk. */
  #from = 0;
  #parts: string[] = [];
  #size = 0;
  #line = 1;

  constructor(
    path: string,
    wanted: ReadonlySet<string> | null,
    onDuplicate: (key: string, line: number) => void,
  ) {
    this.#path = path;
    this.#wanted = wanted;
    this.#onDuplicate = onDuplicate;
  }

  begin(chunk: string): void {
    this.#base += this.#chunk.length;
    this.#chunk = chunk;
    this.#from = 0;
  }

  /** The pieces that are complete. */
  end(): JsonPiece[] {
    if (this.#cutting > 0) this.#take(this.#chunk.length);
    const done = this.#done;
    this.#done = [];
    return done;
  }

  open(token: JsonToken, isArray: boolean): void {
    if (token.depth === 1 && isArray)
      throw new TheriacError('THERIAC_INPUT_SYNTAX', 'the document is not a JSON object', {
        path: this.#path,
        line: token.position.line,
      });
    if (this.#cutting > 0) return;
    if (token.depth === 2 && isArray && this.#wants(this.#key)) this.#index = 0;
    else if (this.#isWanted(token.depth - 1)) {
      this.#cutting = token.depth;
      this.#from = token.start - this.#base;
      this.#line = token.position.line;
    }
  }

  close(token: JsonToken): void {
    if (this.#cutting === token.depth) {
      this.#take(token.end - this.#base);
      this.#give(this.#parts.join(''), this.#line);
      this.#parts = [];
      this.#size = 0;
      this.#cutting = 0;
    } else if (token.depth === 2) this.#index = null;
  }

  key(token: JsonToken): void {
    if (token.depth !== 1) return;
    this.#key = token.value;
    if (!this.#wants(token.value)) return;
    if (this.#seen.has(token.value)) this.#onDuplicate(token.value, token.position.line);
    this.#seen.add(token.value);
  }

  scalar(token: JsonToken): void {
    if (token.depth === 0)
      throw new TheriacError('THERIAC_INPUT_SYNTAX', 'the document is not a JSON object', {
        path: this.#path,
        line: token.position.line,
      });
    if (this.#cutting === 0 && this.#isWanted(token.depth)) this.#give(token.source, token.position.line);
  }

  /** Whether values inside the container at a depth are pieces. */
  #isWanted(depth: number): boolean {
    if (!this.#wants(this.#key)) return false;
    return this.#index === null ? depth === 1 : depth === 2;
  }

  #wants(key: string): boolean {
    return this.#wanted === null || this.#wanted.has(key);
  }

  #give(text: string, line: number): void {
    this.#done.push({ key: this.#key, index: this.#index, text, line });
    if (this.#index !== null) this.#index += 1;
  }

  #take(end: number): void {
    const part = this.#chunk.slice(this.#from, end);
    this.#size += part.length;
    if (this.#size > MAX_PIECE)
      throw new TheriacError('THERIAC_INPUT_LIMIT', 'an item is larger than is read', {
        path: this.#path,
        line: this.#line,
      });
    this.#parts.push(part);
  }
}
