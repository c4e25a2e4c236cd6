/** Bytes as text: what encoding a document is in, and where it is not. */
import type { BomProblem } from '@theriac/core';

export interface Decoded {
  /** Without a byte order mark, lines ended by `\n`. */
  readonly text: string;
  readonly problems: readonly BomProblem[];
}

/** Single-byte encodings that old XML declares. */
const LATIN = /^(?:iso-8859-1|iso-8859-15|windows-1252|us-ascii|latin1)$/i;

export function decode(input: string | Uint8Array): Decoded {
  if (typeof input === 'string')
    return { text: input.charCodeAt(0) === 0xfeff ? input.slice(1) : input, problems: [] };
  const encoding = encodingOf(input);
  if (encoding !== 'utf-8') {
    const text = new TextDecoder(encoding).decode(input);
    const problem: BomProblem = {
      code: 'encoding/not-utf-8',
      severity: 'warning',
      pointer: '',
      line: 1,
      what: `the document is in ${encoding.toUpperCase()}; SBOMs are exchanged in UTF-8`,
      remedy: 'Write it in UTF-8.',
    };
    return { text: withoutMark(text), problems: [problem, ...replacedIn(text, input, encoding)] };
  }
  const text = withoutMark(new TextDecoder('utf-8').decode(input));
  return { text, problems: mixed(input) };
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** By byte order mark, by the zero bytes that UTF-16 has between letters, or by what XML declares. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a !== undefined && a !== 0 && b === 0) return 'utf-16le';
  if (a === 0 && b !== undefined && b !== 0) return 'utf-16be';
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200));
  const declared = /^<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9._-]{1,40})["']/.exec(head)?.[1];
  return declared !== undefined && LATIN.test(declared) ? 'windows-1252' : 'utf-8';
}

/** Whether a document is read as UTF-8, by its beginning. */
export const isUtf8 = (beginning: Uint8Array): boolean => encodingOf(beginning) === 'utf-8';

/** Bytes that are not UTF-8 in a document that otherwise is, with the first line that has them. */
function mixed(bytes: Uint8Array): BomProblem[] {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return [];
  } catch {
    return [notUtf8(firstBroken(bytes))];
  }
}

/** As {@link decode} tells it, of a document in chunks. */
export function brokenText(chunks: Iterable<Uint8Array>): BomProblem[] {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  try {
    for (const chunk of chunks) {
      const text = strict.decode(chunk, { stream: true });
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line += 1;
    }
    strict.decode();
    return [];
  } catch {
    // The line is that of the chunk where it happens, or a later one in it.
    return [notUtf8(line)];
  }
}

function notUtf8(line: number): BomProblem {
  return {
    code: 'encoding/mixed',
    severity: 'error',
    pointer: '',
    line,
    what: 'the document has bytes that are not UTF-8',
    remedy: 'Write the whole document in UTF-8.',
  };
}

/** Halves of characters in UTF-16, for which something else was put. */
function replacedIn(text: string, bytes: Uint8Array, encoding: string): BomProblem[] {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return [];
  } catch {
    const before = text.slice(0, Math.max(0, text.indexOf('\ufffd')));
    return [
      {
        code: 'encoding/mixed',
        severity: 'error',
        pointer: '',
        line: before.split('\n').length,
        what: `the document has bytes that are not ${encoding.toUpperCase()}`,
        remedy: 'Write the whole document in UTF-8.',
      },
    ];
  }
}

/** Line by line: a line end is one byte in UTF-8 and never part of a longer character. */
function firstBroken(bytes: Uint8Array): number {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    try {
      strict.decode(bytes.subarray(start, end < 0 ? undefined : end));
    } catch {
      return line;
    }
    if (end < 0) break;
    start = end + 1;
  }
  return line;
}
