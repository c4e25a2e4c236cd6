/** What is recorded of the outer levels of a JSON text. */

/** Keys of an object, or indices of an array, with the offsets of keys and elements. */
export interface Level {
  readonly offsets: Map<string, number>;
  inner: Map<string, Level | Leaf> | null;
}

/** An object of the innermost level, of which there are thousands: where it is, and how many keys were seen in it. */
export interface Leaf {
  readonly start: number;
  end: number;
  keys: number;
}

export interface DuplicateKey {
  readonly key: string;
  readonly offset: number;
}

export interface Levels {
  readonly top: Level | undefined;
  readonly duplicates: readonly DuplicateKey[];
  /** Keys of all objects, those of deeper levels too. */
  readonly keys: number;
}
