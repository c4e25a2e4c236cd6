/**
 * How secrets of one kind look, as text that an expert can review: `ghp_{base62:30}{crc:6}`. From it come the expression that
 * finds them, the literal text that is searched for first, and examples.
 */

/** Characters of each class, in the order of their value where they are digits of a number. */
const CLASSES = {
  digits: '0123456789',
  hex: '0123456789abcdef',
  Hex: '0123456789ABCDEF',
  anyhex: '0123456789abcdefABCDEF',
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  base36: '0123456789abcdefghijklmnopqrstuvwxyz',
  Base36: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  base62: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  /** What a checksum writes: base 62. */
  crc: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
} as const;

type CharacterClass = keyof typeof CLASSES;

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'class'; readonly of: CharacterClass; readonly min: number; readonly max: number }
  | { readonly kind: 'uuid' };

/** A longest run that an expression may ask for. */
const LONGEST = 4096;

/** @throws Error for a shape that cannot be read: rows of tables are checked by tests, those of users before they come here */
export function piecesOf(shape: string): readonly Piece[] {
  const pieces = piecesOfText(shape);
  if (pieces.some((piece) => piece.kind === 'text' && /[{}]/.test(piece.text)))
    throw new Error(`\`${shape}\`: braces that hold no class of characters`);
  return pieces;
}

/** The same of a text in which other braces may stand: they are what they are. */
export function piecesOfText(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let open = text.indexOf('{'); open !== -1; open = text.indexOf('{', open + 1)) {
    const close = text.indexOf('}', open);
    const piece = close === -1 ? undefined : pieceOf(text.slice(open + 1, close));
    if (piece === undefined) continue;
    if (open > from) pieces.push({ kind: 'text', text: text.slice(from, open) });
    pieces.push(piece);
    from = close + 1;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

/** `hex:40`, `digits:8-10`, `uuid`. */
function pieceOf(text: string): Piece | undefined {
  if (text === 'uuid') return { kind: 'uuid' };
  const [name = '', lengths = ''] = text.split(':');
  const [min = Number.NaN, max = min] = lengths.split('-').map(Number);
  if (!isClass(name) || !(min >= 0 && max >= Math.max(min, 1) && max <= LONGEST)) return undefined;
  return { kind: 'class', of: name, min, max };
}

function isClass(name: string): name is CharacterClass {
  return Object.hasOwn(CLASSES, name);
}

/** The text that every secret of the shape begins with. */
export function beginningOf(pieces: readonly Piece[]): string {
  const [first] = pieces;
  return first?.kind === 'text' ? first.text : '';
}

const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

/** The source of a linear expression: a sequence of bounded runs. */
export function patternOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
      if (piece.kind === 'uuid') return UUID;
      const length = piece.min === piece.max ? `{${piece.min}}` : `{${piece.min},${piece.max}}`;
      return `[${CLASSES[piece.of].replace(/[\\\]^-]/g, '\\$&')}]${length}`;
    })
    .join('');
}

/** Another text of the shape for each number. */
export function exampleOf(pieces: readonly Piece[], random: (below: number) => number): string {
  const run = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(random(alphabet.length))).join('');
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      if (piece.kind === 'uuid') return [8, 4, 4, 4, 12].map((n) => run(CLASSES.hex, n)).join('-');
      return run(CLASSES[piece.of], piece.min + random(piece.max - piece.min + 1));
    })
    .join('');
}
