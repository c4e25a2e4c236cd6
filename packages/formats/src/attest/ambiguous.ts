/**
 * Whether two readers of a document may understand different things: a signature over it would say nothing. A document
 * is JSON, XML or tag-value, and in UTF-8; readers take other encodings as well, so one in those is told by its beginning
 * and refused. Anything else (an archive, a program) is bytes and no more.
 */
import { type ErrorCode, TheriacError } from '@theriac/core';
import { parseJson, utf8Text } from '../text/untrusted-json.ts';

/** How much of a document shows what it is. */
const BEGINNING = 16_384;
/** Of UTF-16, and of UTF-32. */
const MARK = /^(?:\u0000\u0000)?(?:\u00ff\u00fe|\u00fe\u00ff)/;
const DOCUMENT = /^[{[<]|^[ \t]*SPDXVersion[ \t]*:/m;
/** `<?xml version="1.0" encoding="…"?>` */
const DECLARED = /^<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([^"'>]{1,60})["']/;
/** Declared encodings in which ASCII is what it is in UTF-8. */
const LIKE_ASCII = /^(?:us-ascii|ascii|iso-8859-\d{1,2}|latin-?\d|windows-125\d)$/i;

/**
 * @param code of the error
 * @throws TheriacError with the line where there is one, for a document that is ambiguous or not in UTF-8
 */
export function refuseAmbiguous(document: Uint8Array, code: ErrorCode): void {
  const bytes = Buffer.from(document.buffer, document.byteOffset, document.byteLength);
  if (isWide(bytes)) throw new TheriacError(code, 'not text in UTF-8');
  const from = firstVisible(bytes);
  const beginning = bytes.toString('utf8', from, from + BEGINNING).trimStart();
  if (!DOCUMENT.test(beginning)) return;
  const text = utf8Text(document, 'document', code);
  if (/^[{[]/.test(beginning)) parseJson(text, 'document', code);
  const declared = DECLARED.exec(beginning)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(declared) && !(LIKE_ASCII.test(declared) && bytes.every((byte) => byte < 0x80)))
    throw new TheriacError(code, 'it declares another encoding than UTF-8', { line: 1 });
}

/** Why nobody should rely on a signature over the document; undefined where there is no such reason. */
export function ambiguous(document: Uint8Array): string | undefined {
  try {
    refuseAmbiguous(document, 'THERIAC_SIGNATURE');
    return undefined;
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    const line = error.place.line === undefined ? '' : `line ${error.place.line}: `;
    return `the document is not to be trusted whoever signed it: ${line}${error.message}`;
  }
}

/** Whether this is text whose characters have two or four bytes: by its mark, or by the zeros between ASCII letters. */
function isWide(bytes: Buffer): boolean {
  const beginning = bytes.toString('latin1', 0, BEGINNING);
  if (MARK.test(beginning)) return true;
  return (
    beginning.slice(0, 4).includes('\u0000') && DOCUMENT.test(beginning.replaceAll('\u0000', '').trimStart())
  );
}

const BLANK: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20]);

/** Where the text begins, behind any number of spaces and lines: a reader that trims passes over all of them. */
function firstVisible(bytes: Buffer): number {
  let at = 0;
  for (;;) {
    if (BLANK.has(bytes[at] ?? -1)) at += 1;
    else if (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
    else return at;
  }
}
