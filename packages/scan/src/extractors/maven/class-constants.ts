/** The texts in the constant pool of a Java class (JVM specification, section 4.4). */

const MAGIC = 0xcafebabe;
const UTF8 = 1;
/** Bytes of a constant after its tag, by tag. */
const SIZES: Readonly<Record<number, number>> = {
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 2,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 4,
  15: 3,
  16: 2,
  17: 4,
  18: 4,
  19: 2,
  20: 2,
};
/** `long` and `double` take two places of the pool. */
const TWO_PLACES = new Set([5, 6]);

/** Up to the first byte that is not as specified; empty when `bytes` are no class. */
export function classTexts(bytes: Uint8Array): string[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 10 || view.readUInt32BE(0) !== MAGIC) return [];
  const texts: string[] = [];
  const count = view.readUInt16BE(8);
  let at = 10;
  for (let i = 1; i < count && at + 3 <= view.length; i++) {
    const tag = view[at] ?? 0;
    if (tag === UTF8) {
      const end = at + 3 + view.readUInt16BE(at + 1);
      if (end > view.length) break;
      texts.push(view.toString('utf8', at + 3, end));
      at = end;
      continue;
    }
    const size = SIZES[tag];
    if (size === undefined) break;
    if (TWO_PLACES.has(tag)) i += 1;
    at += 1 + size;
  }
  return texts;
}
