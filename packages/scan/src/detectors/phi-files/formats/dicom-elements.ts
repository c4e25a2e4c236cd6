/** Elements of a DICOM data set in the order of the file (PS3.5, 7.1): every transfer syntax, with what is broken told. */
import { constants, inflateRawSync } from 'node:zlib';

export interface DicomElement {
  readonly tag: number;
  /** Empty for sequences and long values. */
  readonly value: Uint8Array;
}

/** How the file ended: as it should, inside of an element, or with something that is none. */
export type DicomFault = 'cut' | 'damaged' | 'too-long';

const PREAMBLE = 128;
const LITTLE_IMPLICIT = '1.2.840.10008.1.2';
const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const DEFLATED = '1.2.840.10008.1.2.1.99';
const TRANSFER_SYNTAX = 0x00020010;
/** Private groups and multi-frame descriptions have many; the patient comes before them. */
const MOST_ELEMENTS = 500_000;
const LONGEST_VALUE = 2000;
const UNDEFINED = 0xffffffff;
const ITEM_GROUP = 0xfffe;
const GROUP_OF_PIXELS = 0x7fe0;
/** Of a deflated data set, bytes that are inflated: the patient is in its beginning. At most 1,032 times as many come out. */
const DEFLATED_PREFIX = 64 * 1024;

/** Value representations with four bytes of length (PS3.5, 7.1.2), and those with two. */
const LONG: ReadonlySet<string> = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));
const SHORT: ReadonlySet<string> = new Set(
  'AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US'.split(' '),
);

export const isDicom = (bytes: Uint8Array): boolean =>
  bytes.length >= PREAMBLE + 4 &&
  Buffer.from(bytes.subarray(PREAMBLE, PREAMBLE + 4)).toString('latin1') === 'DICM';

/** A data set without preamble, as old programs wrote it: its first group is 8 or 2, in either order of bytes. */
export const isBareDicom = ([first = 0, second = 0, third = 0, fourth = 0]: Uint8Array): boolean =>
  fourth < 0x80 && third < 0x80 && (isGroup(first, second) || isBigGroup(first, second));
const isGroup = (low: number, high: number): boolean => high === 0 && (low === 8 || low === 2);
const isBigGroup = (high: number, low: number): boolean => high === 0 && low === 8;

/** @param broken called at most once, where the data set cannot be read on */
export function* elementsOf(file: Uint8Array, broken: (fault: DicomFault) => void): Generator<DicomElement> {
  let bytes = file;
  let view = viewOf(bytes);
  let [at, isMeta] = [isDicom(bytes) ? PREAMBLE + 4 : 0, isDicom(bytes) || bytes[0] === 2];
  let syntax = !isMeta && isBigGroup(bytes[0] ?? 0, bytes[1] ?? 0) ? BIG_ENDIAN : '';
  let isInflatedInPart = false;
  for (let n = 0; at < bytes.length; n += 1) {
    if (n === MOST_ELEMENTS) return broken('too-long');
    if (isPadding(bytes, at) || (isInflatedInPart && at + 8 > bytes.length)) return;
    if (at + 8 > bytes.length) return broken('cut');
    if (view.getUint16(at, true) !== 2 && isMeta) {
      isMeta = false;
      if (syntax === DEFLATED) {
        const inflated = inflatedPrefix(bytes.subarray(at));
        if (inflated === undefined) return broken('damaged');
        isInflatedInPart = bytes.length - at > DEFLATED_PREFIX;
        [bytes, view, at] = [inflated, viewOf(inflated), 0];
        if (bytes.length < 8) return broken('cut');
      }
    }
    const little = isMeta || syntax !== BIG_ENDIAN;
    const group = view.getUint16(at, little);
    const tag = group * 0x10000 + view.getUint16(at + 2, little);
    const vr = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5));
    let [length, start] = [view.getUint32(at + 4, little), at + 8];
    // In a private sequence of unknown form, elements have no representation whatever the syntax says (CP-246).
    const isExplicit = group !== ITEM_GROUP && (isMeta || syntax !== LITTLE_IMPLICIT);
    if (isExplicit && LONG.has(vr)) {
      if (at + 12 > bytes.length) return broken('cut');
      length = view.getUint32(at + 8, little);
      start = at + 12;
    } else if (isExplicit && SHORT.has(vr)) length = view.getUint16(at + 6, little);
    // What is inside of sequences and items is read as it comes; pictures in pieces are not.
    if (group === GROUP_OF_PIXELS && length === UNDEFINED) return;
    if (group > ITEM_GROUP) return broken('damaged');
    if (group === ITEM_GROUP || length === UNDEFINED || (isExplicit && vr === 'SQ')) {
      at = start;
      continue;
    }
    const end = start + length;
    if (end > bytes.length) {
      if (isInflatedInPart) return;
      return broken(isExplicit && !LONG.has(vr) && !SHORT.has(vr) ? 'damaged' : 'cut');
    }
    const value = bytes.subarray(start, Math.min(end, start + LONGEST_VALUE));
    if (tag === TRANSFER_SYNTAX) syntax = Buffer.from(value).toString('latin1').replaceAll('\0', '').trim();
    yield { tag, value };
    at = end;
  }
}

/** Some programs fill the file up with zeros; no element has the tag (0000,0000) and no length. */
function isPadding(bytes: Uint8Array, at: number): boolean {
  return bytes.subarray(at, at + 8).every((byte) => byte === 0);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function inflatedPrefix(packed: Uint8Array): Uint8Array | undefined {
  try {
    return inflateRawSync(packed.subarray(0, DEFLATED_PREFIX), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    // The caller tells that the data set is damaged.
    return undefined;
  }
}
