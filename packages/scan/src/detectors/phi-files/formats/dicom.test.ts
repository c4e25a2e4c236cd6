import { deflateRawSync } from 'node:zlib';
import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { phiFiles } from '../index.ts';

interface Form {
  readonly syntax: string;
  readonly little?: boolean;
  readonly explicit?: boolean;
  readonly deflated?: boolean;
}

const LITTLE: Form = { syntax: '1.2.840.10008.1.2.1' };
const IMPLICIT: Form = { syntax: '1.2.840.10008.1.2', explicit: false };
const BIG: Form = { syntax: '1.2.840.10008.1.2.2', little: false };
const DEFLATED: Form = { syntax: '1.2.840.10008.1.2.1.99', deflated: true };

type Element = readonly [group: number, element: number, vr: string, value: string | Buffer];

const PATIENT: readonly Element[] = [
  [0x0008, 0x0005, 'CS', 'ISO_IR 100'],
  [0x0010, 0x0010, 'PN', 'Kowalczyk^Rosalind'],
  [0x0010, 0x0020, 'LO', 'MR7304918'],
  [0x0010, 0x0030, 'DA', '19580723'],
];
const PIXELS: Element = [0x7fe0, 0x0010, 'OW', Buffer.alloc(4000, 7)];

function element([group, number, vr, value]: Element, { little = true, explicit = true }: Form): Buffer {
  const given = Buffer.from(value as string, 'latin1');
  const content = given.length % 2 === 0 ? given : Buffer.concat([given, Buffer.from(' ')]);
  const isLong = vr === 'OW' || vr === 'SQ' || vr === 'UN';
  const head = Buffer.alloc(explicit && isLong ? 12 : 8);
  const short = (n: number, at: number) => (little ? head.writeUInt16LE(n, at) : head.writeUInt16BE(n, at));
  const long = (n: number, at: number) => (little ? head.writeUInt32LE(n, at) : head.writeUInt32BE(n, at));
  short(group, 0);
  short(number, 2);
  if (!explicit) long(content.length, 4);
  else {
    head.write(vr, 4, 'latin1');
    if (isLong) long(content.length, 8);
    else short(content.length, 6);
  }
  return Buffer.concat([head, content]);
}

function file(form: Form, elements: readonly Element[]): Buffer {
  const meta = element([0x0002, 0x0010, 'UI', `${form.syntax}\0`], { syntax: '' });
  const set = Buffer.concat(elements.map((one) => element(one, form)));
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    meta,
    form.deflated === true ? deflateRawSync(set) : set,
  ]);
}

async function scanned(
  bytes: Uint8Array,
  path = 'images/ct.dcm',
): Promise<readonly [string[], readonly string[]]> {
  const { findings, reasons } = await detectInMemory(phiFiles, { files: { [path]: bytes } });
  return [findings.map(({ rule }) => rule.id), reasons];
}

const TOLD = ['THERIAC-PHI-DICOM'];

test.each([
  ['explicit little endian', LITTLE],
  ['implicit little endian', IMPLICIT],
  ['explicit big endian', BIG],
  ['deflated', DEFLATED],
])('%s is read', async (_, form) => {
  expect(await scanned(file(form, [...PATIENT, PIXELS]))).toEqual([TOLD, []]);
});

test('a DICOM file is recognised without its ending, and a data set without its preamble', async () => {
  const bytes = file(LITTLE, [...PATIENT, PIXELS]);
  expect(await scanned(bytes, 'DICOM/IM000017')).toEqual([TOLD, []]);
  const bare = Buffer.concat(PATIENT.map((one) => element(one, IMPLICIT)));
  expect(await scanned(bare)).toEqual([TOLD, []]);
  const bareBig = Buffer.concat(PATIENT.map((one) => element(one, BIG)));
  expect(await scanned(bareBig)).toEqual([TOLD, []]);
});

test.each([
  ['in the patient', 250],
  ['in the pixels', 2000],
])('a file that was cut off %s is a known unknown, and what there is is judged', async (where, length) => {
  const [rules, reasons] = await scanned(file(LITTLE, [...PATIENT, PIXELS]).subarray(0, length));
  expect(rules).toEqual(where === 'in the pixels' ? TOLD : TOLD.slice(0, rules.length));
  expect(reasons).toEqual(['images/ct.dcm: the DICOM file was cut off']);
});

test('a deflated file that was cut off, or is not deflated, is a known unknown', async () => {
  const whole = file(DEFLATED, [...PATIENT, PIXELS]);
  expect(await scanned(whole.subarray(0, whole.length - 40))).toEqual([
    expect.anything(),
    ['images/ct.dcm: the DICOM file was cut off'],
  ]);
  const wrong = Buffer.concat([file({ ...DEFLATED, deflated: false }, []), Buffer.alloc(500, 0xff)]);
  expect(await scanned(wrong)).toEqual([[], ['images/ct.dcm: the DICOM file is damaged']]);
});

test('a deflated bomb is read in its beginning only', async () => {
  const bomb = file(DEFLATED, [...PATIENT, [0x7fe0, 0x0010, 'OW', Buffer.alloc(200 * 1024 * 1024)]]);
  expect(await scanned(bomb)).toEqual([TOLD, []]);
});

test('damaged elements are told, with the patient before them', async () => {
  const bytes = Buffer.concat([file(LITTLE, PATIENT), Buffer.from('ffffffffffffffffffffffff', 'hex')]);
  expect(await scanned(bytes)).toEqual([TOLD, ['images/ct.dcm: the DICOM file is damaged']]);
});

test('what is only called DICOM is told; an empty file and zeros at the end are not', async () => {
  expect(await scanned(Buffer.from('hello'))).toEqual([
    [],
    ['images/ct.dcm: named as a DICOM file, and is none'],
  ]);
  expect(await scanned(Buffer.alloc(5000, 1))).toEqual([
    [],
    ['images/ct.dcm: named as a DICOM file, and is none'],
  ]);
  expect(await scanned(Buffer.alloc(0))).toEqual([[], []]);
  expect(await scanned(Buffer.concat([file(LITTLE, PATIENT), Buffer.alloc(30)]))).toEqual([TOLD, []]);
});

test('names in the character set that the file states are names', async () => {
  const utf8: readonly Element[] = [
    [0x0008, 0x0005, 'CS', 'ISO_IR 192'],
    [0x0010, 0x0010, 'PN', Buffer.from('Étienne^Zoë ', 'utf8')],
    [0x0010, 0x0030, 'DA', '19580723'],
  ];
  expect(await scanned(file(LITTLE, utf8))).toEqual([TOLD, []]);
});

test('each patient of a directory of media is a person', async () => {
  const record = (family: string, id: string): readonly Element[] => [
    [0x0004, 0x1430, 'CS', 'PATIENT '],
    [0x0010, 0x0010, 'PN', `${family}^Ana`],
    [0x0010, 0x0020, 'LO', id],
  ];
  const { findings } = await detectInMemory(phiFiles, {
    files: { DICOMDIR: file(LITTLE, [...record('Quispe', 'MR730491'), ...record('Petrovic', 'MR840125')]) },
  });
  expect(findings[0]?.evidence).toEqual([
    {
      source: 'detector/phi-files',
      observed: '2 persons (name: 2, medical record number: 2); patient module of DICOM',
    },
  ]);
});

test('no beginning of a file ends with an error of the program', async () => {
  for (const form of [LITTLE, IMPLICIT, BIG, DEFLATED]) {
    const whole = file(form, [...PATIENT, PIXELS]);
    for (let length = 0; length < Math.min(whole.length, 400); length += 7)
      expect((await scanned(whole.subarray(0, length)))[0].length).toBeLessThan(2);
  }
});

/** As old programs wrote it: no preamble, no name that tells. */
const BARE: readonly Element[] = [
  [0x0008, 0x0008, 'CS', 'ORIGINAL'],
  [0x0008, 0x0020, 'DA', '20240312'],
  [0x0008, 0x0060, 'CS', 'CT'],
  ...PATIENT.slice(1),
];
const bare = (form: Form, elements = BARE): Buffer =>
  Buffer.concat(elements.map((one) => element(one, form)));

test.each([
  ['explicit', bare(LITTLE)],
  ['implicit', bare(IMPLICIT)],
  ['big endian', bare(BIG)],
  ['big endian, implicit', bare({ syntax: '', little: false, explicit: false })],
  [
    'ACR-NEMA, with lengths of groups',
    bare(IMPLICIT, [[0x0008, 0x0000, 'UL', Buffer.from([60, 0, 0, 0])], ...BARE]),
  ],
  [
    'beginning with file meta information',
    Buffer.concat([element([0x0002, 0x0010, 'UI', `${LITTLE.syntax}\0`], LITTLE), bare(LITTLE)]),
  ],
  ['with pixels behind it', bare(LITTLE, [...BARE, PIXELS])],
])('a data set without preamble is told by its structure: %s', async (_, bytes) => {
  for (const path of ['archive/IM000017', 'archive/old.img'])
    expect(await scanned(bytes, path)).toEqual([['THERIAC-PHI-DICOM'], []]);
});

test.each([
  ['tags that fall', bare(LITTLE, BARE.toReversed())],
  ['one element only', bare(LITTLE, BARE.slice(0, 1))],
  [
    'lengths that lead nowhere',
    Buffer.concat([Buffer.from([8, 0, 5, 0, 0x43, 0x53, 10, 0]), Buffer.alloc(64, 9)]),
  ],
  ['numbers where text stands', Buffer.concat([Buffer.from([8, 0, 5, 0, 4, 0, 0, 0]), Buffer.alloc(64, 1)])],
])('other binary files are no data set: %s', async (_, bytes) => {
  expect(await scanned(bytes, 'archive/blob')).toEqual([[], []]);
});
