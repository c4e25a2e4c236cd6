/** DICOM files (PS3.10): identity of the patient in the data set before the pixels (PS3.15, table E.1-1). */
import type { IdentifierClass, Reading } from '../record.ts';
import { identifiersOf } from '../shapes.ts';

const PREAMBLE = 128;
const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const IMPLICIT = '1.2.840.10008.1.2';
const DEFLATED = '1.2.840.10008.1.2.1.99';
/** Elements that are read; the patient comes before the pixels. */
const MOST_ELEMENTS = 20_000;
const LONGEST_VALUE = 500;
/** Value representations with four bytes of length (PS3.5, 7.1.2). */
const LONG: ReadonlySet<string> = new Set([
  'OB',
  'OD',
  'OF',
  'OL',
  'OV',
  'OW',
  'SQ',
  'SV',
  'UC',
  'UN',
  'UR',
  'UT',
  'UV',
]);
const UNDEFINED = 0xffffffff;

const TAGS: ReadonlyMap<number, IdentifierClass> = new Map([
  [0x00100010, 'name'],
  [0x00100020, 'mrn'],
  [0x00100030, 'birth'],
  [0x00101000, 'mrn'],
  [0x00101001, 'name'],
  [0x00101005, 'name'],
  [0x00101040, 'address'],
  [0x00101060, 'name'],
  [0x00102154, 'phone'],
]);
const TRANSFER_SYNTAX = 0x00020010;
const IDENTITY_REMOVED = 0x00120062;
const LAST_GROUP = 0x0012;

export const isDicom = (bytes: Uint8Array): boolean =>
  bytes.length > PREAMBLE + 4 &&
  Buffer.from(bytes.subarray(PREAMBLE, PREAMBLE + 4)).toString('latin1') === 'DICM';

/** @returns undefined where the identity was removed, or the data set is compressed */
export function readDicom(bytes: Uint8Array): Reading | undefined {
  const pairs: [IdentifierClass, string][] = [];
  let isRemoved = false;
  for (const [tag, value] of elementsOf(bytes)) {
    const is = TAGS.get(tag);
    if (is !== undefined) pairs.push([is, said(is, value)]);
    if (tag === IDENTITY_REMOVED) isRemoved = value.trim() === 'YES';
  }
  const identifiers = identifiersOf(pairs);
  return isRemoved || identifiers.length === 0
    ? undefined
    : { document: 'DICOM', context: 'patient module of DICOM', records: [{ identifiers }] };
}

function said(is: IdentifierClass, value: string): string {
  const text = value.replaceAll('\0', '').trim();
  return is === 'name'
    ? (text.split('=')[0]?.split('^').slice(0, 2).reverse().join(' ').trim() ?? text)
    : text;
}

function* elementsOf(bytes: Uint8Array): Generator<readonly [number, string]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [at, syntax] = [PREAMBLE + 4, ''];
  for (let n = 0; n < MOST_ELEMENTS && at + 8 <= bytes.length; n += 1) {
    const isMeta = view.getUint16(at, true) === 2;
    if (!isMeta && syntax === DEFLATED) return;
    const little = isMeta || syntax !== BIG_ENDIAN;
    const group = view.getUint16(at, little);
    if (group > LAST_GROUP && group !== 0xfffe) return;
    const tag = group * 0x10000 + view.getUint16(at + 2, little);
    const vr = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5));
    let [length, start] = [0, at + 8];
    if (group === 0xfffe || (!isMeta && syntax === IMPLICIT)) length = view.getUint32(at + 4, little);
    else if (LONG.has(vr)) {
      if (at + 12 > bytes.length) return;
      length = view.getUint32(at + 8, little);
      start = at + 12;
    } else length = view.getUint16(at + 6, little);
    // What is inside of sequences and items is read as it comes.
    if (group === 0xfffe || length === UNDEFINED || vr === 'SQ') {
      at = start;
      continue;
    }
    const value = Buffer.from(bytes.subarray(start, start + Math.min(length, LONGEST_VALUE))).toString(
      'latin1',
    );
    if (tag === TRANSFER_SYNTAX) syntax = value.replaceAll('\0', '').trim();
    yield [tag, value];
    at = start + length;
  }
}
