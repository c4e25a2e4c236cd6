/** Data sets without the preamble of PS3.10, as ACR-NEMA 2.0 and old programs wrote them: told by their structure alone. */

/** Elements that have to be well formed, each with a higher tag than the one before. */
const LEAST = 4;
const MOST = 24;
const UNDEFINED = 0xffffffff;
const GROUP_OF_PATIENT = 0x0010;
const LONGEST_TEXT = 1024;
/** Value representations by their form: of text, of anything else with two or four bytes of length. */
const TEXTS: ReadonlySet<string> = new Set('AE AS CS DA DS DT IS LO LT PN SH ST TM UI'.split(' '));
const OTHERS: ReadonlySet<string> = new Set('AT FD FL SL SS UL US'.split(' '));
const LONG: ReadonlySet<string> = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));
/** Groups that a data set begins with: file meta information, identifying information. */
const FIRST_GROUPS: ReadonlySet<number> = new Set([0x0002, 0x0008]);
/** Group 8 in implicit form has text only, but for lengths and sequences; control characters are of character sets. */
const READABLE = /^[\x1b\x20-\x7e\x80-\xff]*$/;
const LENGTH_TO_END = 0x0001;

interface Element {
  readonly tag: number;
  readonly end: number;
}

/** @returns whether the bytes are a data set, in either order of bytes, with representations or without */
export function isStructuredDicom(bytes: Uint8Array): boolean {
  if (bytes.length < 8) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [true, false].some(
    (little) => FIRST_GROUPS.has(view.getUint16(0, little)) && isRising(bytes, view, little),
  );
}

function isRising(bytes: Uint8Array, view: DataView, little: boolean): boolean {
  let [at, last, elements] = [0, -1, 0];
  while (at + 8 <= bytes.length && elements < MOST) {
    const element = elementAt(bytes, view, at, little);
    if (element === undefined || element.tag <= last) return false;
    elements += 1;
    // A sequence of undefined length, or a picture that was cut off: what stood before it tells.
    if (element.end === UNDEFINED || element.end > bytes.length) break;
    [at, last] = [element.end, element.tag];
    if (elements >= LEAST && last >= GROUP_OF_PATIENT * 0x10000) return true;
  }
  return elements >= LEAST;
}

/** @returns nothing for what is no element */
function elementAt(bytes: Uint8Array, view: DataView, at: number, little: boolean): Element | undefined {
  const [group, number] = [view.getUint16(at, little), view.getUint16(at + 2, little)];
  const tag = group * 0x10000 + number;
  const vr = String.fromCharCode(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0);
  let [length, start, isText] = [view.getUint32(at + 4, little), at + 8, false];
  if (LONG.has(vr) && at + 12 <= bytes.length) [length, start] = [view.getUint32(at + 8, little), at + 12];
  else if (TEXTS.has(vr) || OTHERS.has(vr)) {
    length = view.getUint16(at + 6, little);
    isText = TEXTS.has(vr);
  } else {
    // The group length is a number of four bytes (PS3.5, 7.2).
    if (number === 0 && length !== 4) return undefined;
    isText = group === 8 && number !== 0 && number !== LENGTH_TO_END && length < LONGEST_TEXT;
  }
  if (length === UNDEFINED) return { tag, end: UNDEFINED };
  const end = start + length;
  // Lengths are even (PS3.5, 7.1.1).
  if (length % 2 === 1) return undefined;
  if (isText && end <= bytes.length) {
    const said = Buffer.from(bytes.subarray(start, Math.min(end, start + LONGEST_TEXT))).toString('latin1');
    if (!READABLE.test(said.replace(/[\r\n\f\t]/g, ' ').replace(/\0$/, ''))) return undefined;
  }
  return { tag, end };
}
