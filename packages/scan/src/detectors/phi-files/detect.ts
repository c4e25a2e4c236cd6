/** Reads every file that can hold patients; reports kinds, counts and places, never a value, and what was not read. */
import type { Location, RawFinding, StartDetector } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { scopeOf } from '../shared/deployed.ts';
import { type Judgement, judge } from './judge.ts';
import { readContent } from './read-content.ts';
import { IDENTIFIERS, type IdentifierClass, type Reading } from './record.ts';
import { ruleFor } from './rules.ts';
import { Unread } from './unread.ts';

const SOURCE = 'detector/phi-files';
/** Places of one file that are told, and places of many files. */
const MOST_LINES = 20;
const MOST_PLACES = 1000;

interface Told {
  readonly path: string;
  readonly isPacked: boolean;
  readonly reading: Reading;
  readonly judgement: Judgement;
}

export const start: StartDetector<Config> = () => {
  const told: Told[] = [];
  const unread = new Unread();
  return {
    inspect: async (file, { exists }) => {
      const { parts, gaps, unread: kinds } = await readContent(file);
      for (const { path, text, readout } of parts)
        for (const reading of readout.readings)
          for (const judgement of judge(path, text, reading))
            told.push({ path: file.path, isPacked: path !== file.path, reading, judgement });
      unread.add(file.path, gaps, kinds);
      if (/\.(?:sqlite3?|db3?)$/i.test(file.path) && exists(`${file.path}-wal`))
        unread.add(file.path, [{ reason: 'not-read', message: 'what its log (-wal) holds is not read' }], []);
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
        unknowns: unread.unknowns,
        reasons: unread.reasons(),
      };
    },
  };
};

/** Told once for each kind of document: folders of examples have hundreds of such files. */
const GROUPED: ReadonlySet<Judgement['rule']> = new Set(['SYNTHETIC', 'WEAK']);

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

/** What an archive holds has lines of its own, which are not those of the file. */
function placesOf({ path, isPacked, judgement: { lines, rule } }: Told): Location[] {
  if (lines.length === 0 || isPacked) return [{ path }];
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
  const taken = told[0]?.judgement.rule === 'WEAK' ? 'perhaps of a test by' : 'taken for synthetic by';
  const because = marks.size === 0 ? '' : `; ${taken} ${[...marks].toSorted().join(', ')}`;
  return `${persons === 1 ? '1 person' : `${persons} persons`}${files} (${counts.join(', ')}); ${told[0]?.reading.context ?? ''}${because}`;
}
