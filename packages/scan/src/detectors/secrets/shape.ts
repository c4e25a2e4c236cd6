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

export type CharacterClass = keyof typeof CLASSES;

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'class'; readonly of: CharacterClass; readonly min: number; readonly max: number }
  | { readonly kind: 'uuid' };

/** A longest run that an expression may ask for. */
const LONGEST = 4096;

/** @throws Error for a shape that cannot be read: rows of tables are checked by tests, those of users before they come here */
export function piecesOf(shape: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < shape.length; ) {
    const open = shape.indexOf('{', at);
    if (open !== at) {
      const end = open === -1 ? shape.length : open;
      pieces.push({ kind: 'text', text: shape.slice(at, end) });
      at = end;
      continue;
    }
    const close = shape.indexOf('}', open);
    if (close === -1) throw new Error(`\`${shape}\`: { without }`);
    pieces.push(pieceOf(shape.slice(open + 1, close)));
    at = close + 1;
  }
  return pieces;
}

function pieceOf(text: string): Piece {
  if (text === 'uuid') return { kind: 'uuid' };
  const [, name = '', min = '', max = min] = /^([A-Za-z]+\d*[a-z]*):(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (!isClass(name)) throw new Error(`{${text}}: no such class of characters`);
  const piece = { kind: 'class', of: name, min: Number(min), max: Number(max) } as const;
  if (piece.min > piece.max || piece.max > LONGEST || piece.max === 0)
    throw new Error(`{${text}}: the length is not between 1 and ${LONGEST}`);
  return piece;
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
