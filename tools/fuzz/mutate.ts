/** Changes of an input: bytes, tokens, ranges, and parts of other inputs. */

const INTERESTING = [
  0, 1, 9, 10, 13, 32, 34, 39, 45, 47, 58, 61, 64, 91, 92, 93, 123, 125, 127, 128, 254, 255,
];
/** Texts that mean something to many readers. */
const TOKENS = [
  ...[
    '__proto__',
    'constructor',
    '\uFEFF',
    '\u2028',
    '\ud83d',
    '../',
    '../../..',
    '\r\n',
    '\\u0000',
    '${',
    '{{',
  ],
  ...[
    'null',
    'true',
    '-1',
    '1e999',
    '99999999999999999999',
    '<!--',
    ']]>',
    '<![CDATA[',
    '&a;',
    '<<: *a',
    '"""',
    "'''",
  ],
];
const MAX_STEPS = 6;
const MAX_REPEAT = 400;

/**
 * @param random the next number, from 0 up to 1
 * @param corpus inputs that parts are taken from
 * @param words texts of the seeds
 */
export function mutate(
  input: Uint8Array,
  corpus: readonly Uint8Array[],
  words: readonly string[],
  random: () => number,
  maxLength: number,
): Uint8Array {
  let bytes = Buffer.from(input);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[], otherwise: T): T => list[below(list.length)] ?? otherwise;
  const put = (at: number, gone: number, text: Uint8Array): void => {
    bytes = Buffer.concat([bytes.subarray(0, at), text, bytes.subarray(at + gone)]);
  };
  const steps = 1 + below(MAX_STEPS);
  for (let step = 0; step < steps; step += 1) {
    const at = below(bytes.length + 1);
    const length = 1 + below(Math.min(1 + below(64), bytes.length - at + 1));
    switch (below(10)) {
      case 0:
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
        break;
      case 1:
        if (at < bytes.length) bytes[at] = pick(INTERESTING, 0);
        break;
      case 2:
        put(at, length, Buffer.alloc(0));
        break;
      case 3:
        put(at, 0, bytes.subarray(at, at + length));
        break;
      case 4:
        put(at, random() < 0.5 ? 0 : length, Buffer.from(pick(TOKENS, '')));
        break;
      case 5:
      case 6:
        put(at, random() < 0.5 ? 0 : length, Buffer.from(pick(words, '')));
        break;
      case 7: {
        const other = pick(corpus, bytes);
        const from = below(other.length);
        put(at, random() < 0.5 ? 0 : length, other.subarray(from, from + 1 + below(200)));
        break;
      }
      case 8:
        put(at, 0, Buffer.alloc(1 + below(MAX_REPEAT), pick(INTERESTING, 0)));
        break;
      default:
        put(at, bytes.length - at, Buffer.alloc(0));
    }
  }
  return bytes.subarray(0, maxLength);
}

/** Words, numbers and marks of the seeds, each once. */
export function wordsOf(seeds: readonly Uint8Array[]): string[] {
  const words = new Set<string>();
  for (const seed of seeds)
    for (const word of Buffer.from(seed)
      .toString('latin1')
      .match(/\w+|[^\w\s]+|\s+/g) ?? [])
      if (word.length <= 40) words.add(word);
  return [...words];
}
