/** Reads every text, DICOM file and picture; reports kinds, counts and places, never a value. */
import {
  type Location,
  type RawFinding,
  type StartDetector,
  type TargetFile,
  TheriacError,
} from '@theriac/core';
import type { Config } from '@theriac/govern';
import { scopeOf } from '../shared/deployed.ts';
import { type Judgement, judge } from './judge.ts';
import { readBinary, readText } from './read-file.ts';
import { IDENTIFIERS, type IdentifierClass, type Reading } from './record.ts';
import { ruleFor } from './rules.ts';

const SOURCE = 'detector/phi-files';
/** Places of one file that are told, and places of many files. */
const MOST_LINES = 20;
const MOST_PLACES = 1000;

interface Told {
  readonly path: string;
  readonly reading: Reading;
  readonly judgement: Judgement;
}

export const start: StartDetector<Config> = () => {
  const told: Told[] = [];
  return {
    inspect: (file) => {
      const text = isBinary(file) ? undefined : textOf(file);
      const readings = text === undefined ? readBinary(file.path, file.bytes()) : readText(file.path, text);
      for (const reading of readings)
        for (const judgement of judge(file.path, text ?? '', reading))
          told.push({ path: file.path, reading, judgement });
    },
    conclude: () => {
      const isGrouped = ({ judgement: { rule } }: Told): boolean => GROUPED.has(rule);
      const groups = Map.groupBy(
        told.filter(isGrouped),
        ({ reading, judgement }) => `${judgement.rule} ${reading.document}`,
      );
      return {
        findings: [
          ...told.filter((one) => !isGrouped(one)).flatMap((one) => findingOf([one])),
          ...[...groups.values()].flatMap(findingOf),
        ],
      };
    },
  };
};

/** Told once for each kind of document: folders of examples have hundreds of such files. */
const GROUPED: ReadonlySet<Judgement['rule']> = new Set(['SYNTHETIC', 'WEAK']);

const PROBE = 1024;
const isBinary = (file: TargetFile): boolean =>
  file.bytes().subarray(0, PROBE).includes(0) && !isUtf16(file.bytes());
const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** Bytes that are no UTF-8 are taken one by one: a name in such a file is a name. */
function textOf(file: TargetFile): string {
  try {
    return file.text();
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return Buffer.from(file.bytes()).toString('latin1').replace(/\r\n?/g, '\n');
  }
}

/** Of one file, or of all files of a kind. */
function findingOf(told: readonly Told[]): RawFinding[] {
  const [first] = told;
  const rule = first === undefined ? undefined : ruleFor(first.judgement.rule);
  if (first === undefined || rule === undefined) return [];
  return [
    {
      rule,
      subject: { kind: 'file', path: first.path },
      key: first.reading.document,
      locations: told.flatMap(placesOf).slice(0, MOST_PLACES),
      evidence: [{ source: SOURCE, observed: observed(told) }],
      scope: told.every(({ path }) => scopeOf(path) === 'development') ? 'development' : 'production',
      action: actionFor(first),
    },
  ];
}

/** One line; what else there is to do is in the rule. */
function actionFor({ path, reading, judgement: { rule } }: Told): string {
  switch (rule) {
    case 'SYNTHETIC':
      return `Nothing, when these were made up (${reading.context}); keep the marks.`;
    case 'WEAK':
      return `Ask where these persons come from (${reading.context}); mark them when they were made up.`;
    default:
      return `Take the patients out of ${path} and its history; ask whether a breach has to be notified.`;
  }
}

function placesOf({ path, judgement: { lines, rule } }: Told): Location[] {
  if (lines.length === 0) return [{ path }];
  return lines.slice(0, GROUPED.has(rule) ? 1 : MOST_LINES).map((line) => ({ path, line }));
}

/** `12 persons (12 names, 3 social security numbers); PID segments of HL7 v2` */
function observed(told: readonly Told[]): string {
  const classes = new Map<IdentifierClass, number>();
  const marks = new Set<string>();
  let persons = 0;
  for (const { judgement } of told) {
    persons += judgement.persons;
    for (const [is, n] of judgement.classes) classes.set(is, (classes.get(is) ?? 0) + n);
    for (const mark of judgement.marks) marks.add(mark);
  }
  const counts = (Object.keys(IDENTIFIERS) as IdentifierClass[]).flatMap((is) => {
    const n = classes.get(is);
    return n === undefined ? [] : [`${IDENTIFIERS[is].title}: ${n}`];
  });
  const files = told.length > 1 ? ` in ${told.length} files` : '';
  const because = marks.size === 0 ? '' : `; taken for synthetic by ${[...marks].toSorted().join(', ')}`;
  return `${persons === 1 ? '1 person' : `${persons} persons`}${files} (${counts.join(', ')}); ${told[0]?.reading.context ?? ''}${because}`;
}
