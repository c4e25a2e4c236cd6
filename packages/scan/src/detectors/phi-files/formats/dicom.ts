/** DICOM files (PS3.10): identity of the patient in the data set (PS3.15, table E.1-1), and what of it cannot be read. */
import type { Gap, IdentifierClass, PersonRecord, Readout } from '../record.ts';
import { identifiersOf } from '../shapes.ts';
import { isStructuredDicom } from './dicom-bare.ts';
import { type DicomFault, elementsOf, isBareDicom, isDicom } from './dicom-elements.ts';

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
const CHARACTER_SET = 0x00080005;
const IDENTITY_REMOVED = 0x00120062;
/** In a DICOMDIR each record begins with its type; the first of a patient is `PATIENT`. */
const RECORD_TYPE = 0x00041430;

/** Defined terms of (0008,0005) that have a decoder; the others are read as Latin-1. */
const CHARACTER_SETS: Readonly<Record<string, string>> = {
  'ISO_IR 192': 'utf-8',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 13': 'shift_jis',
  GB18030: 'gb18030',
  GBK: 'gb18030',
};

const FAULTS: Readonly<Record<DicomFault, Gap>> = {
  cut: { reason: 'unparseable', message: 'the DICOM file was cut off' },
  damaged: { reason: 'unparseable', message: 'the DICOM file is damaged' },
  'too-long': { reason: 'too-large', message: 'the DICOM file has more elements than are read' },
};
const NO_DICOM: Gap = { reason: 'unparseable', message: 'named as a DICOM file, and is none' };

/** Whether the content is DICOM, with its preamble or without; where the name says so, one that is damaged as well. */
export const isAnyDicom = (path: string, bytes: Uint8Array): boolean =>
  isDicom(bytes) || isStructuredDicom(bytes) || (NAMED_DICOM.test(path) && isBareDicom(bytes));
export const NAMED_DICOM = /\.(?:dcm|dicom)$/i;

/** A file that only its name says to be DICOM. */
export function notDicom(bytes: Uint8Array): Readout {
  return { readings: [], gaps: bytes.length === 0 ? [] : [NO_DICOM] };
}

/** A file whose identity was removed says so, and has no reading. */
export function readDicom(bytes: Uint8Array): Readout {
  const persons: [IdentifierClass, string][][] = [[]];
  const gaps: Gap[] = [];
  let isRemoved = false;
  let decoder = new TextDecoder('latin1');
  for (const { tag, value } of elementsOf(bytes, (fault) => gaps.push(FAULTS[fault]))) {
    const is = TAGS.get(tag);
    if (is !== undefined) persons.at(-1)?.push([is, said(is, decoder.decode(value))]);
    else if (tag === CHARACTER_SET) decoder = decoderOf(value);
    else if (tag === IDENTITY_REMOVED) isRemoved = decoder.decode(value).trim() === 'YES';
    else if (tag === RECORD_TYPE && decoder.decode(value).trim() === 'PATIENT') persons.push([]);
  }
  const records = persons.flatMap((pairs): PersonRecord[] => {
    const identifiers = identifiersOf(pairs);
    return identifiers.length === 0 ? [] : [{ identifiers }];
  });
  return {
    readings:
      isRemoved || records.length === 0
        ? []
        : [{ document: 'DICOM', context: 'patient module of DICOM', records }],
    gaps,
  };
}

/** The first of several character sets is the one that names begin in. */
function decoderOf(value: Uint8Array): InstanceType<typeof TextDecoder> {
  const [first = ''] = Buffer.from(value).toString('latin1').replaceAll('\0', '').split('\\');
  const term = first.trim().replace(/^ISO 2022 IR /, 'ISO_IR ');
  return new TextDecoder(Object.hasOwn(CHARACTER_SETS, term) ? CHARACTER_SETS[term] : 'latin1');
}

function said(is: IdentifierClass, value: string): string {
  const text = value.replaceAll('\0', '').trim();
  return is === 'name'
    ? (text.split('=')[0]?.split('^').slice(0, 2).reverse().join(' ').trim() ?? text)
    : text;
}
