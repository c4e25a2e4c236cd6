/** Files about made-up patients in every large form, the same on every machine: what `phi-speed.ts` measures. */
import { seeded } from '../packages/testing/src/seeded.ts';

export interface Input {
  readonly name: string;
  /** Files, by their paths; made one at a time, since all of them do not fit into memory. */
  readonly files: () => Generator<readonly [string, string]>;
}

const GIVEN = ['Ana', 'Boris', 'Chidi', 'Dolores', 'Emeka', 'Freya', 'Goran', 'Hana'];
const FAMILY = ['Lindqvist', 'Marchetti', 'Nakamura', 'Oyelaran', 'Petrovic', 'Quispe', 'Rasmussen'];
const STREETS = ['Birchwood Avenue', 'Harcourt Road', 'Pinecrest Drive', 'Lindenhof Lane'];
const FHIR_FILES = 3863;
/** So many that each file stays below what is read of one. */
const PERSONS = 90_000;

interface Person {
  readonly given: string;
  readonly family: string;
  readonly birth: string;
  readonly mrn: string;
  readonly street: string;
}

class Source {
  readonly #next = seeded(20);

  upTo(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  of(list: readonly string[]): string {
    return list[this.upTo(list.length)] ?? '';
  }

  person(): Person {
    return {
      given: this.of(GIVEN),
      family: this.of(FAMILY),
      birth: `19${40 + this.upTo(50)}-0${1 + this.upTo(9)}-1${this.upTo(9)}`,
      mrn: `MR${700_000 + this.upTo(90_000)}`,
      street: `${2 + this.upTo(900)} ${this.of(STREETS)}`,
    };
  }
}

const patient = (p: Person): object => ({
  resourceType: 'Patient',
  id: p.mrn,
  identifier: [{ system: 'urn:genhosp:mrn', value: p.mrn }],
  name: [{ family: p.family, given: [p.given] }],
  birthDate: p.birth,
  address: [{ line: [p.street], city: 'Dayton' }],
});

const observation = (source: Source, n: number): object => ({
  resourceType: 'Observation',
  id: `o${n}`,
  status: 'final',
  code: {
    coding: [{ system: 'http://loinc.org', code: `${source.upTo(90_000)}-1`, display: 'Body weight' }],
  },
  subject: { reference: 'Patient/1' },
  effectiveDateTime: `2020-03-1${source.upTo(9)}T10:00:00Z`,
  valueQuantity: { value: source.upTo(200), unit: 'kg' },
  note: [{ text: 'Taken at the clinic, after the patient had rested.' }],
});

const bundle = (source: Source, resources: number, hasPatient: boolean): string =>
  JSON.stringify(
    {
      resourceType: 'Bundle',
      type: 'collection',
      entry: Array.from({ length: resources }, (_, n) => ({
        resource: n === 0 && hasPatient ? patient(source.person()) : observation(source, n),
      })),
    },
    null,
    2,
  );

/** One file of so many lines, after its first one. */
function* lined(path: string, first: string, line: (source: Source) => string): Generator<[string, string]> {
  const source = new Source();
  yield [path, `${[first, ...Array.from({ length: PERSONS }, () => line(source))].join('\n')}\n`];
}

function* many(path: (n: number) => string, text: (source: Source, n: number) => string, files = FHIR_FILES) {
  const source = new Source();
  for (let n = 0; n < files; n += 1) yield [path(n), text(source, n)] as const;
}

const row = (p: Person): string => `${p.given},${p.family},${p.birth},${p.mrn},"${p.street}",E11.9`;

const document = (source: Source): string => {
  const p = source.person();
  const entries = Array.from(
    { length: 300 },
    (_, n) =>
      `<entry><observation classCode="OBS"><code code="${source.upTo(90_000)}-1" codeSystem="2.16.840.1.113883.6.1"/><value value="${n}"/></observation></entry>`,
  );
  return `<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3">\n<recordTarget><patientRole><id root="1.2.3" extension="${p.mrn}"/><patient><name><given>${p.given}</given><family>${p.family}</family></name><birthTime value="${p.birth.replaceAll('-', '')}"/></patient></patientRole></recordTarget>\n${entries.join('\n')}\n</ClinicalDocument>\n`;
};

export const INPUTS: readonly Input[] = [
  {
    name: 'FHIR JSON, files with a patient',
    files: () =>
      many(
        (n) => `p${n}.json`,
        (source) => bundle(source, 40, true),
      ),
  },
  {
    name: 'FHIR JSON, files without patients',
    files: () =>
      many(
        (n) => `o${n}.json`,
        (source) => bundle(source, 40, false),
      ),
  },
  {
    name: 'FHIR NDJSON',
    files: () => lined('Patient.ndjson', '', (source) => JSON.stringify(patient(source.person()))),
  },
  {
    name: 'FHIR NDJSON without patients',
    files: () => lined('Observation.ndjson', '', (source) => JSON.stringify(observation(source, 1))),
  },
  {
    name: 'FHIR JSON, one large bundle in one line',
    files: () =>
      many(
        () => 'all.json',
        (source) =>
          JSON.stringify({
            resourceType: 'Bundle',
            entry: Array.from({ length: PERSONS }, () => ({ resource: patient(source.person()) })),
          }),
        1,
      ),
  },
  {
    name: 'CSV',
    files: () =>
      lined('patients.csv', 'given,family,dob,mrn,street,diagnosis', (source) => row(source.person())),
  },
  {
    name: 'SQL, INSERT by INSERT',
    files: () =>
      lined('dump.sql', '-- rows', (source) => {
        const p = source.person();
        return `INSERT INTO patients (given, family, dob, mrn) VALUES ('${p.given}', '${p.family}', '${p.birth}', '${p.mrn}');`;
      }),
  },
  { name: 'C-CDA', files: () => many((n) => `d${n}.xml`, document, 1000) },
  {
    name: 'HL7 v2',
    files: () =>
      lined('adt.hl7', '', (source) => {
        const p = source.person();
        return `MSH|^~\\&|ADT1|GENHOSP|LAB|GENHOSP|202403121530||ADT^A01|MSG0917|P|2.5.1\nPID|1||${p.mrn}^^^GENHOSP^MR||${p.family}^${p.given}||${p.birth.replaceAll('-', '')}|F\n`;
      }),
  },
  {
    name: 'log with lines of JSON',
    files: () =>
      lined('app.log', '{"level":"info","msg":"started"}', (source) => {
        const p = source.person();
        return JSON.stringify({
          level: 'info',
          msg: 'saved',
          patient: { firstName: p.given, lastName: p.family, dob: p.birth },
        });
      }),
  },
  {
    name: 'log of lines',
    files: () =>
      lined('lines.log', '2024-03-12 15:30:01 INFO started', (source) => {
        const p = source.person();
        return `2024-03-12 15:30:07 INFO patient name=${p.given} ${p.family} dob=${p.birth} mrn=${p.mrn} loaded`;
      }),
  },
];
