/** Pairs: a file that leaks, and its twin, which differs by what makes it harmless. */
import { languagePairs } from './languages.ts';
import { cprOf, kvnrOf, mbiOf, nhsOf, ssnOf } from './numbers.ts';
import type { Pair } from './pair.ts';
import { heic, packedText, picture, png, tiffOf, webp } from './pictures.ts';

interface Person {
  readonly given: string;
  readonly family: string;
  /** YYYY-MM-DD */
  readonly birth: string;
  readonly mrn: string;
  readonly ssn: string;
  readonly phone: string;
  readonly email: string;
  readonly street: string;
}

const PEOPLE: readonly (readonly [string, string, string, string, string])[] = [
  ['Rosalind', 'Kowalczyk', '1958-07-23', '4083 Birchwood Avenue', '(412) 683-9027'],
  ['Tobias', 'Okonkwo', '1971-11-04', '77 Harcourt Road', '(206) 781-3349'],
  ['Marisol', 'Etxeberria', '1983-03-19', '2916 Pinecrest Drive', '(303) 274-8816'],
  ['Henrik', 'Vasquez', '1946-09-30', '18 Lindenhof Lane', '(617) 492-6073'],
];

function person(n: number): Person {
  const [given = '', family = '', birth = '', street = '', phone = ''] = PEOPLE[n % PEOPLE.length] ?? [];
  return {
    given,
    family,
    birth,
    street,
    phone,
    mrn: `MR${7304918 + 6173 * n}`,
    ssn: ssnOf(n),
    email: `${given}.${family}@gmail.com`.toLowerCase(),
  };
}

/** The same person made harmless: by generators' marks, or by masks. */
const SYNTHETIC: Person = {
  given: 'Jane',
  family: 'Doe',
  birth: '1980-01-01',
  mrn: 'MR1234567',
  ssn: '999-45-1177',
  phone: '555-0142',
  email: 'jane.doe@example.com',
  street: '123 Main St',
};
const MASKED: Person = {
  given: '[REDACTED]',
  family: '[REDACTED]',
  birth: '****-**-**',
  mrn: '********',
  ssn: '***-**-****',
  phone: 'XXXXXXXXXX',
  email: '[email removed]',
  street: '[REDACTED]',
};

const compact = (day: string): string => day.replaceAll('-', '');

const hl7 = (p: Person, diagnosis = 'E11.9'): string =>
  [
    'MSH|^~\\&|ADT1|GENHOSP|LAB|GENHOSP|202403121530||ADT^A01|MSG0917|P|2.5.1',
    'EVN|A01|202403121530',
    `PID|1||${p.mrn}^^^GENHOSP^MR||${p.family}^${p.given}||${compact(p.birth)}|F|||${p.street}^^Dayton^OH^45402||${p.phone}|||||||${p.ssn}`,
    `DG1|1||${diagnosis}^Diabetes^I10`,
    '',
  ].join('\n');

const fhir = (p: Person): object => ({
  resourceType: 'Patient',
  id: 'a7c2',
  identifier: [
    { system: 'urn:oid:2.16.840.1.113883.4.1', value: p.ssn },
    { type: { coding: [{ code: 'MR' }] }, system: 'urn:genhosp:mrn', value: p.mrn },
  ],
  name: [{ family: p.family, given: [p.given] }],
  telecom: [{ system: 'phone', value: p.phone }],
  birthDate: p.birth,
  address: [{ line: [p.street] }],
});

const fhirXml = (p: Person): string =>
  `<Patient xmlns="http://hl7.org/fhir">\n <identifier><system value="urn:genhosp:mrn"/><value value="${p.mrn}"/></identifier>\n <name><family value="${p.family}"/><given value="${p.given}"/></name>\n <birthDate value="${p.birth}"/>\n</Patient>\n`;

const ccda = (p: Person): string =>
  `<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3">\n <recordTarget><patientRole>\n  <id root="2.16.840.1.113883.4.1" extension="${p.ssn}"/>\n  <addr><streetAddressLine>${p.street}</streetAddressLine></addr>\n  <telecom value="tel:${p.phone}"/>\n  <patient><name><given>${p.given}</given><family>${p.family}</family></name><birthTime value="${compact(p.birth)}"/></patient>\n </patientRole></recordTarget>\n</ClinicalDocument>\n`;

const x12 = (p: Person, group: string, set: string): string =>
  [
    'ISA*00*          *00*          *ZZ*SENDERID       *ZZ*RECEIVERID     *240312*1530*^*00501*000000905*0*P*:',
    `GS*${group}*SENDER*RECEIVER*20240312*1530*1*X*005010X222A1`,
    `ST*${set}*0021`,
    `NM1*IL*1*${p.family.toUpperCase()}*${p.given.toUpperCase()}****MI*${p.mrn}`,
    `N3*${p.street.toUpperCase()}`,
    `DMG*D8*${compact(p.birth)}*F`,
    `REF*SY*${p.ssn.replaceAll('-', '')}`,
    'HI*ABK:E119',
    '',
  ].join('~\n');

const rows = (ps: readonly Person[], health: boolean, by = ','): string =>
  [
    ['first_name', 'last_name', 'dob', 'ssn', 'phone', health ? 'diagnosis' : 'department'],
    ...ps.map((p) => [p.given, p.family, p.birth, p.ssn, p.phone, health ? 'E11.9' : 'Sales']),
  ]
    .map((row) => row.join(by))
    .join('\n');

const insert = (p: Person, table: string, column: string): string =>
  `CREATE TABLE ${table} (id int);\nINSERT INTO ${table} (id, last_name, birth_date, ssn, ${column}) VALUES\n(1, '${p.family}', '${p.birth}', '${p.ssn}', 'E11.9');\n`;

const copy = (p: Person): string =>
  `COPY public.patients (id, last_name, birth_date, mrn) FROM stdin;\n1\t${p.family}\t${p.birth}\t${p.mrn}\n\\.\n`;

const sheet = (p: Person): string => {
  const row = (cells: readonly string[]): string =>
    `<Row>${cells.map((cell) => `<Cell><Data ss:Type="String">${cell}</Data></Cell>`).join('')}</Row>\n`;
  return `<?xml version="1.0"?>\n<Workbook><Worksheet><Table>\n${row(['Patient Name', 'DOB', 'MRN'])}${row([`${p.given} ${p.family}`, p.birth, p.mrn])}</Table></Worksheet></Workbook>\n`;
};

/** Before the patients, a sheet about something else. */
const secondSheet = (p: Person): string =>
  sheet(p).replace(
    '<Worksheet>',
    '<Worksheet><Table>\n<Row><Cell><Data>Ward</Data></Cell></Row>\n<Row><Cell><Data>4B</Data></Cell></Row>\n</Table></Worksheet><Worksheet>',
  );

const notebook = (p: Person): string =>
  JSON.stringify({
    cells: [
      {
        cell_type: 'code',
        source: ['df.head()'],
        outputs: [
          {
            data: {
              'text/html': [
                `<table><tr><th>patient_name</th><th>dob</th><th>mrn</th></tr>`,
                `<tr><td>${p.given} ${p.family}</td><td>${p.birth}</td><td>${p.mrn}</td></tr></table>`,
              ],
            },
          },
        ],
      },
    ],
    nbformat: 4,
  });

const log = (p: Person): string =>
  `2024-03-12 15:30:01 INFO service started\n2024-03-12 15:30:07 INFO patient name=${p.given} ${p.family} dob=${p.birth} mrn=${p.mrn} loaded\n`;

const note = (p: Person): string =>
  `Progress note\n\nPatient: ${p.given} ${p.family}\nDOB: ${p.birth}\nMRN: ${p.mrn}\nAdmitted with chest pain, prescribed metformin.\n`;

const yaml = (p: Person): string =>
  `patients:\n  - full_name: ${p.given} ${p.family}\n    birth_date: ${p.birth}\n    ssn: ${p.ssn}\n    diagnosis: E11.9\n`;

const program = (p: Person): string =>
  `export const patient = {\n  name: '${p.given} ${p.family}',\n  ssn: '${p.ssn}',\n  diagnosis: 'E11.9',\n};\n`;

const literal = (p: Person): string => `const ADT = ${JSON.stringify(hl7(p).replaceAll('\n', '\r'))};\n`;

/** A data set of explicit value representations, without pixels. */
function dicom(p: Person, removed: boolean): Uint8Array {
  const element = (group: number, number: number, vr: string, value: string): Buffer => {
    const text = value.length % 2 === 0 ? value : `${value} `;
    const head = Buffer.alloc(8);
    head.writeUInt16LE(group, 0);
    head.writeUInt16LE(number, 2);
    head.write(vr, 4, 'latin1');
    head.writeUInt16LE(text.length, 6);
    return Buffer.concat([head, Buffer.from(text, 'latin1')]);
  };
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(2, 0x10, 'UI', '1.2.840.10008.1.2.1'),
    element(8, 0x60, 'CS', 'CT'),
    element(0x10, 0x10, 'PN', `${p.family}^${p.given}`),
    element(0x10, 0x20, 'LO', p.mrn),
    element(0x10, 0x30, 'DA', compact(p.birth)),
    ...(removed ? [element(0x12, 0x62, 'CS', 'YES')] : []),
  ]);
}

const said = (p: Person): string =>
  `Patient: ${p.given} ${p.family} DOB: ${p.birth} wound, left foot, admitted`;

type Make = (p: Person) => string | Uint8Array;

/** Forms whose twin has the same form with synthetic or masked identifiers. */
const FORMS: readonly (readonly [string, string, Make])[] = [
  ['HL7 v2 message', 'export/adt.hl7', (p) => hl7(p)],
  ['HL7 v2 in a log', 'var/interface.log', (p) => `2024-03-12 15:30 received\n${hl7(p)}`],
  ['HL7 v2 in a program', 'src/send.ts', literal],
  ['FHIR resource', 'data/patient.json', (p) => JSON.stringify(fhir(p), null, 2)],
  [
    'FHIR bundle',
    'data/bundle.json',
    (p) => JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: fhir(p) }] }),
  ],
  ['FHIR bulk export', 'data/Patient.ndjson', (p) => `${JSON.stringify(fhir(p))}\n`],
  ['FHIR in XML', 'data/patient.xml', fhirXml],
  ['clinical document', 'data/summary.xml', ccda],
  ['X12 837', 'claims/837.edi', (p) => x12(p, 'HC', '837')],
  ['X12 835', 'claims/835.x12', (p) => x12(p, 'HP', '835')],
  ['X12 270', 'claims/270.txt', (p) => x12(p, 'HS', '270')],
  ['DICOM file', 'images/ct.dcm', (p) => dicom(p, false)],
  ['picture', 'images/wound.jpg', (p) => picture(said(p))],
  [
    'PNG with a text',
    'images/wound.png',
    (p) => png('tEXt', Buffer.from(`Description\0${said(p)}`, 'latin1')),
  ],
  ['PNG with a packed text', 'images/scan.png', (p) => png('iTXt', packedText(said(p)))],
  ['PNG with Exif', 'images/foot.png', (p) => png('eXIf', tiffOf(said(p)))],
  ['WebP', 'images/wound.webp', (p) => webp(said(p))],
  ['HEIC', 'images/wound.heic', (p) => heic(said(p))],
  [
    'X12 with other separators',
    'claims/837.txt',
    (p) => x12(p, 'HC', '837').replaceAll('*', '|').replaceAll('~', "'"),
  ],
  ['second sheet of a workbook', 'export/two.xml', secondSheet],
  [
    'log with JSON behind the time',
    'var/api.log',
    (p) =>
      `2024-03-12 15:30:07 INFO saved ${JSON.stringify({ patient: { firstName: p.given, lastName: p.family, dob: p.birth } })}\n`,
  ],
  ['CSV', 'export/patients.csv', (p) => rows([p], true)],
  ['TSV', 'export/visits.tsv', (p) => rows([p], true, '\t')],
  ['SQL', 'backup/dump.sql', (p) => insert(p, 'patients', 'diagnosis_code')],
  ['COPY', 'backup/pg.sql', copy],
  ['spreadsheet', 'export/list.xml', sheet],
  ['notebook', 'analysis/cohort.ipynb', notebook],
  ['log', 'var/app.log', log],
  ['note', 'notes/progress.txt', note],
  ['YAML', 'db/people.yaml', yaml],
  ['program', 'src/people.ts', program],
  [
    'JSON list',
    'db/people.json',
    (p) =>
      JSON.stringify([
        { firstName: p.given, lastName: p.family, dob: p.birth, mrn: p.mrn, medications: 'insulin' },
      ]),
  ],
  ['fixture', 'tests/fixtures/patient.json', (p) => JSON.stringify(fhir(p))],
];

function pairOf(id: string, path: string, make: Make, real: Person, twin: Person): Pair {
  return {
    id,
    path,
    leaking: make(real),
    clean: make(twin),
    planted: [real.family, real.ssn, real.mrn, real.phone],
  };
}

/** National numbers in a table and in a note; the twin is about no health, or has a number whose check digit is wrong. */
const NATIONAL = [
  ['nhs', 'NHS number', nhsOf, 'nhs_number'],
  ['kvnr', 'Versichertennummer', kvnrOf, 'versichertennummer'],
  ['mbi', 'Medicare ID', mbiOf, 'mbi'],
  ['cpr', 'CPR number', cprOf, 'cpr_number'],
] as const;

function nationalPairs(): Pair[] {
  return NATIONAL.flatMap(([is, label, make, column], i): Pair[] => {
    const value = make(i + 2);
    const wrong = `${value.slice(0, -1)}${is === 'mbi' ? 'O' : (Number(value.at(-1)) + 1) % 10}`;
    const table = (v: string): string => `id,${column},diagnosis\n1,${v},E11.9\n`;
    const text = (v: string): string => `Seen in the clinic today.\n${label}: ${v}\nDiagnosis: asthma\n`;
    return [
      {
        id: `${is} in a table`,
        path: 'export/list.csv',
        leaking: table(value),
        clean: table(wrong),
        planted: [value],
      },
      {
        id: `${is} in a note`,
        path: 'notes/visit.md',
        leaking: text(value),
        clean: text(wrong),
        planted: [value],
      },
    ];
  });
}

function contextPairs(): Pair[] {
  const p = person(3);
  const planted = [p.ssn, p.family];
  return [
    {
      id: 'table of staff',
      path: 'export/people.csv',
      leaking: rows([p], true),
      clean: rows([p], false),
      planted,
    },
    {
      id: 'dump of customers',
      path: 'backup/people.sql',
      leaking: insert(p, 'people', 'icd10'),
      clean: insert(p, 'people', 'team'),
      planted,
    },
    {
      id: 'removed identity',
      path: 'images/mr.dcm',
      leaking: dicom(p, false),
      clean: dicom(p, true),
      planted: [p.family],
    },
  ];
}

/** All of them; at least a hundred. */
export function pairs(): readonly Pair[] {
  return [
    ...FORMS.map(([id, path, make], i) => pairOf(`${id}, synthetic`, path, make, person(i), SYNTHETIC)),
    ...FORMS.map(([id, path, make], i) => pairOf(`${id}, masked`, path, make, person(i + 1), MASKED)),
    ...nationalPairs(),
    ...contextPairs(),
    ...languagePairs(),
  ];
}
