/**
 * Where the keys and elements of the outer levels of a JSON text are, and which keys are duplicated there. Lockfiles
 * are large, so the innermost level is only counted: its keys are read on request.
 */

import { blanked, type Ignored } from './comments.ts';
import type { DuplicateKey, Leaf, Level, Levels } from './levels.ts';
import { quickLevels } from './quick-levels.ts';
import { scanJson } from './scan.ts';
import type { JsonScannerOptions, JsonToken, JsonVisitor } from './token.ts';
import { get, type JsonValue } from './value.ts';

interface Open {
  readonly level: Level | null;
  readonly leaf: Leaf | null;
  readonly isArray: boolean;
  /** The key or index at hand: the parent of what opens next. */
  key: string;
  count: number;
}

export class JsonOutline {
  /** The text with blanks in the place of comments and trailing commas: what `JSON.parse` takes. */
  readonly text: string;
  readonly #top: Level | undefined;
  /** How many keys all objects have in the text, one that stands twice counted twice. */
  readonly keys: number;
  readonly #duplicates: readonly DuplicateKey[];

  private constructor(text: string, { top, duplicates, keys }: Levels) {
    this.text = text;
    this.keys = keys;
    this.#top = top;
    this.#duplicates = duplicates;
  }

  /**
   * Of any text: the grammar is checked.
   * @param levels recorded ones, counted from the outermost object or array
   * @throws TheriacError as `JsonScanner` does
   */
  static checked(text: string, levels: number, options: JsonScannerOptions): JsonOutline {
    const recorder = new Recorder(levels);
    scanJson(text, options, recorder);
    return new JsonOutline(blanked(text, recorder.blanks), recorder);
  }

  /** Of a text that `JSON.parse` has accepted; undefined when it is nested deeper than `maxDepth`. */
  static quick(text: string, levels: number, maxDepth: number): JsonOutline | undefined {
    const found = quickLevels(text, levels, maxDepth);
    return found === undefined ? undefined : new JsonOutline(text, found);
  }

  /** Offset of a key or element; undefined when it does not exist or is deeper than the levels. */
  offset(path: readonly (string | number)[]): number | undefined {
    let level: Level | undefined = this.#top;
    for (const [at, key] of path.entries()) {
      const name = String(key);
      const offset: number | undefined = level?.offsets.get(name);
      if (offset === undefined || at === path.length - 1) return offset;
      level = this.#inner(level, name);
    }
    return undefined;
  }

  /** Keys that occur twice in one object, at any level. @param value of the whole text */
  duplicates(value: JsonValue): DuplicateKey[] {
    const found = [...this.#duplicates, ...this.#duplicatesInLeaves(this.#top, value)];
    if (found.length > 0 || this.keys === keysIn(value)) return found;
    // Deeper than the levels: looked for only where the value has fewer keys than the text.
    const recorder = new Recorder(Number.MAX_SAFE_INTEGER);
    scanJson(this.text, { path: '', maxDepth: Number.MAX_SAFE_INTEGER }, recorder);
    return recorder.duplicates;
  }

  /** The level below `key`; the keys of a leaf are read now and kept, since places are mostly asked for in a row. */
  #inner(level: Level | undefined, key: string): Level | undefined {
    const inner = level?.inner?.get(key);
    if (inner === undefined || !('start' in inner)) return inner;
    const whole = this.#read(inner).top;
    if (whole !== undefined) level?.inner?.set(key, whole);
    return whole;
  }

  #read(leaf: Leaf): Recorder {
    const recorder = new Recorder(1, leaf.start);
    scanJson(
      this.text.slice(leaf.start, leaf.end),
      { path: '', maxDepth: Number.MAX_SAFE_INTEGER },
      recorder,
    );
    return recorder;
  }

  /** Leaves in which more keys were seen than the value has: some key is duplicated there. */
  #duplicatesInLeaves(level: Level | undefined, value: JsonValue): DuplicateKey[] {
    const found: DuplicateKey[] = [];
    for (const [key, inner] of level?.inner ?? []) {
      const below = memberOf(value, key);
      if (below === undefined) continue;
      if (!('start' in inner)) for (const one of this.#duplicatesInLeaves(inner, below)) found.push(one);
      else if (typeof below === 'object' && below !== null && Object.keys(below).length !== inner.keys)
        for (const one of this.#read(inner).duplicates) found.push(one);
    }
    return found;
  }
}

/** Keys of all objects of a value. */
function keysIn(value: JsonValue): number {
  let keys = 0;
  const open: JsonValue[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const inner = Array.isArray(next) ? next : Object.values(next);
    if (!Array.isArray(next)) keys += inner.length;
    for (const one of inner) if (typeof one === 'object' && one !== null) open.push(one);
  }
  return keys;
}

function memberOf(value: JsonValue, key: string): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return typeof value === 'object' && value !== null ? get(value, key) : undefined;
}

class Recorder implements JsonVisitor {
  top: Level | undefined;
  readonly duplicates: DuplicateKey[] = [];
  keys = 0;
  readonly blanks: Ignored[] = [];
  readonly #levels: number;
  /** Offset of the text in the document. */
  readonly #base: number;
  readonly #open: Open[] = [];
  #innermost: Open | undefined;
  /** Deeper objects are read over. */
  #below = 0;

  constructor(levels: number, base = 0) {
    this.#levels = levels;
    this.#base = base;
  }

  open(token: JsonToken, isArray: boolean): void {
    const around = this.#innermost;
    if (this.#below === 0 && around !== undefined) this.#value(around, token);
    if (this.#below > 0 || token.depth > this.#levels) {
      this.#below += 1;
      return;
    }
    const isLeaf = !isArray && token.depth === this.#levels && around !== undefined;
    const leaf: Leaf | null = isLeaf ? { start: token.start, end: token.start, keys: 0 } : null;
    const level: Level | null = isLeaf ? null : { offsets: new Map(), inner: null };
    const kept = leaf ?? level;
    if (around === undefined) this.top ??= level ?? undefined;
    else if (kept !== null && around.level !== null) {
      around.level.inner ??= new Map();
      around.level.inner.set(around.key, kept);
    }
    this.#innermost = { level, leaf, isArray, key: '', count: 0 };
    this.#open.push(this.#innermost);
  }

  close(token: JsonToken): void {
    if (this.#below > 0) {
      this.#below -= 1;
      return;
    }
    const closed = this.#open.pop();
    if (closed?.leaf != null) closed.leaf.end = token.end;
    this.#innermost = this.#open.at(-1);
  }

  key(token: JsonToken): void {
    this.keys += 1;
    if (this.#below > 0) return;
    const object = this.#innermost;
    if (object === undefined) return;
    if (object.leaf !== null) {
      object.leaf.keys += 1;
      return;
    }
    const key = token.value;
    const offset = this.#base + token.start;
    if (object.level?.offsets.has(key) === true) this.duplicates.push({ key, offset });
    object.level?.offsets.set(key, offset);
    object.key = key;
  }

  scalar(token: JsonToken): void {
    if (this.#below === 0 && this.#innermost !== undefined) this.#value(this.#innermost, token);
  }

  ignored({ start, end }: JsonToken): void {
    this.blanks.push({ start, end });
  }

  /** A value begins in the innermost recorded object or array. */
  #value(around: Open, token: JsonToken): void {
    if (!around.isArray) return;
    around.key = String(around.count);
    around.count += 1;
    around.level?.offsets.set(around.key, this.#base + token.start);
  }
}
