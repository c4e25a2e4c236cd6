/** TOML values with places. */
import type { LineIndex, Position } from '../text/positions.ts';

/** A date or time as written; no lockfile is read by its dates. */
export interface TomlDateTime {
  readonly datetime: string;
}
export type TomlValue = string | number | boolean | TomlDateTime | TomlArray | TomlTable;

export class TomlArray {
  readonly items: TomlValue[] = [];
  /** Made by `[[name]]`, so that further `[[name]]` may add to it. */
  readonly ofTables: boolean;
  readonly #offsets: number[] = [];
  readonly #places: LineIndex;

  constructor(places: LineIndex, ofTables: boolean) {
    this.#places = places;
    this.ofTables = ofTables;
  }

  add(item: TomlValue, offset: number): void {
    this.items.push(item);
    this.#offsets.push(offset);
  }

  /** Line of each item. */
  get lines(): number[] {
    return this.#offsets.map((offset) => this.#places.line(offset));
  }

  /** Where an item starts. */
  positionOf(index: number): Position | undefined {
    const offset = this.#offsets[index];
    return offset === undefined ? undefined : this.#places.position(offset);
  }

  tables(): TomlTable[] {
    return this.items.filter((i) => i instanceof TomlTable);
  }

  strings(): string[] {
    return this.items.filter((i) => typeof i === 'string');
  }
}

interface Entry {
  readonly value: TomlValue;
  readonly offset: number;
}

export class TomlTable {
  /** Defined by itself rather than implied by a longer name: a second definition is a duplicate. */
  defined = false;
  /** `{ … }`: nothing outside may add to it. */
  closed = false;
  readonly #entries = new Map<string, Entry>();
  readonly #offset: number;
  readonly #places: LineIndex;

  /** @param offset of the header, the opening brace, or the key that implies the table */
  constructor(places: LineIndex, offset: number) {
    this.#places = places;
    this.#offset = offset;
  }

  get line(): number {
    return this.#places.line(this.#offset);
  }
  get position(): Position {
    return this.#places.position(this.#offset);
  }

  get(key: string): TomlValue | undefined {
    return this.#entries.get(key)?.value;
  }
  /** @param offset of the key */
  set(key: string, value: TomlValue, offset: number): void {
    this.#entries.set(key, { value, offset });
  }
  keys(): string[] {
    return [...this.#entries.keys()];
  }
  entries(): [string, TomlValue][] {
    return [...this.#entries].map(([key, { value }]) => [key, value]);
  }
  /** Line of a key, or of the table itself when the key is not there. */
  lineOf(key: string): number {
    return this.#places.line(this.#entries.get(key)?.offset ?? this.#offset);
  }
  /** Where a key starts, or the table itself when the key is not there. */
  positionOf(key: string): Position {
    return this.#places.position(this.#entries.get(key)?.offset ?? this.#offset);
  }
  string(key: string): string | undefined {
    const value = this.get(key);
    return typeof value === 'string' ? value : undefined;
  }
  boolean(key: string): boolean | undefined {
    const value = this.get(key);
    return typeof value === 'boolean' ? value : undefined;
  }
  table(key: string): TomlTable | undefined {
    const value = this.get(key);
    return value instanceof TomlTable ? value : undefined;
  }
  array(key: string): TomlArray | undefined {
    const value = this.get(key);
    return value instanceof TomlArray ? value : undefined;
  }
  /** The tables of `[[key]]` or of an array of inline tables; empty when there are none. */
  tables(key: string): TomlTable[] {
    return this.array(key)?.tables() ?? [];
  }
  /** The strings of an array; items of another type are left out. */
  strings(key: string): string[] {
    return this.array(key)?.strings() ?? [];
  }
  /** The table at the end of a path of keys. */
  at(...path: string[]): TomlTable | undefined {
    let table: TomlTable | undefined = this;
    for (const key of path) table = table?.table(key);
    return table;
  }
}
