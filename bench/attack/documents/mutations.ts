/** Damage to documents: each mutation of a text, one at a time, by name. */
import { seeded } from '../suite.ts';

export interface Mutant {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** A span of a value or a key of a JSON text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

const OTHERS = ['null', '1', '"x"', '[]', '{}', 'true', '1e999', '[[]]'];

/** @param most how many mutants of each kind; they are chosen from fixed numbers */
export function* mutantsOf(text: string, syntax: 'json' | 'xml' | 'lines', most: number): Generator<Mutant> {
  yield* sampled(cuts(text), most);
  yield* sampled(brokenBytes(text), most);
  yield* wholeTexts(text);
  if (syntax === 'json') {
    const { keys, values, strings } = spansOf(text);
    yield* sampled(
      keys.map((span) => duplicated(text, span)),
      most,
    );
    yield* sampled(
      values.flatMap((span) => OTHERS.map((other) => replaced(text, span, other, 'type'))),
      most,
    );
    yield* sampled(
      strings.flatMap((span) =>
        ['\\ud800', '\\udc00x'].map((half) => replaced(text, inner(text, span), half, 'half')),
      ),
      most,
    );
    yield* sampled(
      keys.map((span) => replaced(text, span, '"__proto__"', 'proto')),
      most,
    );
  }
  if (syntax === 'xml')
    yield* sampled(
      [...text.matchAll(/>([^<>]+)</g)].map((m) =>
        replaced(text, { start: m.index + 1, end: m.index + 1 }, '&#xD800;', 'half'),
      ),
      most,
    );
  if (syntax === 'lines') yield* sampled(doubledLines(text), most);
}

function cuts(text: string): Mutant[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: bytes.length - 1 }, (_, i) => ({
    id: `cut ${i + 1}`,
    bytes: bytes.subarray(0, i + 1),
  }));
}

/** Bytes that are not UTF-8 in the place of letters. */
function brokenBytes(text: string): Mutant[] {
  const bytes = Buffer.from(text);
  const letters = [...bytes.keys()].filter((i) => /[a-z]/.test(String.fromCharCode(bytes[i] ?? 0)));
  return letters.map((at) => {
    const copy = Buffer.from(bytes);
    copy[at] = 0xff;
    return { id: `byte ${at}`, bytes: copy };
  });
}

function wholeTexts(text: string): Mutant[] {
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  const of = (id: string, bytes: Uint8Array | string): Mutant => ({ id, bytes: Buffer.from(bytes) });
  return [
    of('byte order mark', `\ufeff${text}`),
    of('UTF-16', utf16),
    of('UTF-16 big-endian', Buffer.from(utf16).swap16()),
    of('trailing object', `${text}{}`),
    of('trailing brace', `${text}}`),
    of('trailing NUL', `${text}\u0000`),
    of('NUL in front', `\u0000${text}`),
    of('twice', `${text}${text}`),
    of('empty', ''),
  ];
}

function duplicated(text: string, key: Span): Mutant {
  const name = text.slice(key.start, key.end);
  return {
    id: `duplicate ${name} at ${key.start}`,
    bytes: Buffer.from(`${text.slice(0, key.start)}${name}: null, ${text.slice(key.start)}`),
  };
}

function replaced(text: string, { start, end }: Span, other: string, kind: string): Mutant {
  return {
    id: `${kind} ${other} at ${start}`,
    bytes: Buffer.from(text.slice(0, start) + other + text.slice(end)),
  };
}

const inner = (_: string, span: Span): Span => ({ start: span.start + 1, end: span.start + 1 });

function doubledLines(text: string): Mutant[] {
  const lines = text.split('\n');
  return lines.map((line, i) => ({
    id: `line ${i + 1} twice`,
    bytes: Buffer.from(lines.toSpliced(i, 0, line).join('\n')),
  }));
}

/** By a small reader of its own, so that the reader under attack does not choose the attack. */
function spansOf(text: string): { keys: Span[]; values: Span[]; strings: Span[] } {
  const [keys, values, strings]: [Span[], Span[], Span[]] = [[], [], []];
  let at = 0;
  const blank = (): void => {
    while (/\s/.test(text.charAt(at))) at += 1;
  };
  const string = (): Span => {
    const start = at;
    for (at += 1; text.charAt(at) !== '"'; at += 1) if (text.charAt(at) === '\\') at += 1;
    at += 1;
    strings.push({ start, end: at });
    return { start, end: at };
  };
  const value = (): void => {
    blank();
    const start = at;
    const opening = text.charAt(at);
    if (opening === '"') string();
    else if (opening === '{' || opening === '[') {
      at += 1;
      for (blank(); !'}]'.includes(text.charAt(at)); blank()) {
        if (opening === '{') {
          keys.push(string());
          blank();
          at += 1;
        }
        value();
        blank();
        if (text.charAt(at) === ',') at += 1;
      }
      at += 1;
    } else while (/[-+.\w]/.test(text.charAt(at))) at += 1;
    values.push({ start, end: at });
  };
  value();
  return { keys, values, strings };
}

function sampled(all: readonly Mutant[], most: number): readonly Mutant[] {
  if (all.length <= most) return all;
  const random = seeded(all.length);
  return [...all]
    .map((mutant) => ({ mutant, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ mutant }) => mutant);
}
