/** Places of values in JSON texts, asked for only when there is something to say about them. */
import type { Position } from '../text/positions.ts';
import { scanJson } from './scan.ts';
import type { JsonToken, JsonVisitor } from './token.ts';

interface Wanted {
  /** The pointer that ends here. */
  pointer?: string;
  readonly inner: Map<string, Wanted>;
}

interface Open {
  readonly wanted: Wanted | undefined;
  readonly isArray: boolean;
  /** Index or key of the value at hand. */
  index: number;
  key: string;
}

/**
 * Where the values of JSON pointers (RFC 6901) start. A pointer to something that does not exist has the place of the
 * innermost value around it.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line
 */
export function placesOfPointers(
  text: string,
  path: string,
  pointers: Iterable<string>,
): Map<string, Position> {
  const root: Wanted = { inner: new Map() };
  for (const pointer of pointers) {
    let node = root;
    for (const raw of pointer.split('/').slice(1)) {
      const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
      const next = node.inner.get(key) ?? { inner: new Map() };
      node.inner.set(key, next);
      node = next;
    }
    node.pointer = pointer;
  }
  const finder = new PointerFinder(root);
  scanJson(text, { path, maxDepth: Number.MAX_SAFE_INTEGER }, finder);
  return finder.places;
}

class PointerFinder implements JsonVisitor {
  readonly places = new Map<string, Position>();
  readonly #root: Wanted;
  readonly #open: Open[] = [];

  constructor(root: Wanted) {
    this.#root = root;
  }

  open(token: JsonToken, isArray: boolean): void {
    this.#open.push({ wanted: this.#value(token), isArray, index: -1, key: '' });
  }

  close(): void {
    this.#open.pop();
  }

  key(token: JsonToken): void {
    const object = this.#open.at(-1);
    // Keys outside the wanted paths need not be read.
    if (object?.wanted !== undefined) object.key = token.value;
  }

  scalar(token: JsonToken): void {
    this.#value(token);
  }

  /** What is wanted of the value that begins here. */
  #value(token: JsonToken): Wanted | undefined {
    const around = this.#open.at(-1);
    if (around?.isArray === true) around.index += 1;
    const wanted =
      around === undefined
        ? this.#root
        : around.wanted?.inner.get(around.isArray ? String(around.index) : around.key);
    if (wanted === undefined) return undefined;
    const { position } = token;
    // The place of a container is that of its members until they are met themselves.
    const waiting = [wanted];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (at.pointer !== undefined) this.places.set(at.pointer, position);
      for (const one of at.inner.values()) waiting.push(one);
    }
    return wanted;
  }
}

/**
 * By value: where a text is the value of one of the keys, wherever they are. The first place counts.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line
 */
export function placesOfTexts(text: string, path: string, keys: readonly string[]): Map<string, Position> {
  const wanted = new Set(keys);
  const places = new Map<string, Position>();
  let position: Position | undefined;
  const forget = (): void => {
    position = undefined;
  };
  scanJson(
    text,
    { path, maxDepth: Number.MAX_SAFE_INTEGER },
    {
      open: forget,
      key: (token) => {
        position = wanted.has(token.value) ? token.position : undefined;
      },
      scalar: (token) => {
        if (position !== undefined && token.isString && !places.has(token.value))
          places.set(token.value, position);
        position = undefined;
      },
    },
  );
  return places;
}
