/** A pure function with a memory, for readings of versions that one scan asks for thousands of times. */

/** Entries kept; then the memory starts over, so that hostile input cannot fill it. */
const LIMIT = 4096;

export function remembered<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.value;
    const value = compute(text);
    if (known.size >= LIMIT) known.clear();
    known.set(text, { value });
    return value;
  };
}
