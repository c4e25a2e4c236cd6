/** Which persons of a document are patients, which were made up, and how grave it is. */
import { isNational, judgeNumber } from './numbers.ts';
import {
  type DocumentKind,
  IDENTIFIERS,
  type IdentifierClass,
  type PersonRecord,
  type Reading,
} from './record.ts';
import { documentMark, isExamplePath, isSyntheticPath, recordMark } from './synthetic.ts';

/** HIPAA 164.406 and 164.408(b): of more than 500 individuals, media and the Secretary are told at once. */
const MANY_PERSONS = 500;

export interface Judgement {
  readonly rule: DocumentKind | 'MANY' | 'WEAK' | 'SYNTHETIC';
  /** Distinct persons. */
  readonly persons: number;
  /** How many persons have each. */
  readonly classes: ReadonlyMap<IdentifierClass, number>;
  readonly lines: readonly number[];
  /** Why it is taken for made up, or for what may be. */
  readonly marks: readonly string[];
}

/** @param text of the document, whose own words may say that it is made up; empty for binary files */
export function judge(path: string, text: string, reading: Reading): readonly Judgement[] {
  const isExample = isExamplePath(path);
  // A single number in an example is nobody's.
  const told = reading.records.filter(
    (one) => strengthOf(one) === 'strong' || (!isExample && strengthOf(one) === 'weak'),
  );
  if (told.length === 0) return [];
  const whole = documentMark(text, reading.document) ?? (isSyntheticPath(path) ? 'its path' : undefined);
  const marks = told.map(recordMark);
  const marked = marks.filter((one) => one !== undefined).length;
  // A generator that marks most of its persons has made the others as well.
  const isMostly = 2 * marked > told.length;
  const isMade = (i: number): boolean => marks[i] !== undefined || isMostly || whole !== undefined;
  const synthetic = told.filter((_, i) => isMade(i));
  const real = told.filter((_, i) => !isMade(i));
  const judgements: Judgement[] = [];
  if (real.length > 0) {
    const strong = real.filter((one) => strengthOf(one) === 'strong');
    // In examples, only a number that stands its test is taken for a person's.
    const sure = isExample ? strong.filter(hasNumber) : strong;
    const of = (rule: Judgement['rule'], records: readonly PersonRecord[]): Judgement => ({
      ...counted(records),
      rule,
      marks: [],
    });
    if (sure.length === 0)
      judgements.push({
        ...of('WEAK', real),
        marks: isExample ? ['its path, which is of tests or examples'] : [],
      });
    else {
      const all = of(reading.document, strong);
      judgements.push(all.persons > MANY_PERSONS ? { ...all, rule: 'MANY' } : all);
    }
  }
  if (synthetic.length > 0) {
    const why = new Set(whole === undefined ? marks.filter((one) => one !== undefined) : [whole]);
    judgements.push({ ...counted(synthetic), rule: 'SYNTHETIC', marks: [...why].toSorted() });
  }
  return judgements;
}

function hasNumber({ identifiers }: PersonRecord): boolean {
  return identifiers.some(({ is, value }) => isNational(is) && judgeNumber(is, value) === 'person');
}

/** A national number, or two different identifiers, tell who it is; one that is no name or address is a hint. */
function strengthOf({ identifiers }: PersonRecord): 'strong' | 'weak' | 'none' {
  const classes = new Set(identifiers.map(({ is }) => is));
  if ([...classes].some((is) => IDENTIFIERS[is].national) || classes.size >= 2) return 'strong';
  return classes.has('mrn') || classes.has('member') || classes.has('position') ? 'weak' : 'none';
}

function counted(records: readonly PersonRecord[]): Omit<Judgement, 'rule' | 'marks'> {
  const persons = new Map<string, ReadonlySet<IdentifierClass>>();
  for (const { identifiers } of records) {
    const best =
      identifiers.find(({ is }) => IDENTIFIERS[is].national) ?? identifiers.find(({ is }) => is === 'mrn');
    const key =
      best === undefined
        ? identifiers.map(({ value }) => value.toLowerCase()).join('\0')
        : `${best.is}\0${best.value.replace(/[- ]/g, '')}`;
    persons.set(key, new Set([...(persons.get(key) ?? []), ...identifiers.map(({ is }) => is)]));
  }
  const classes = new Map<IdentifierClass, number>();
  for (const all of persons.values()) for (const is of all) classes.set(is, (classes.get(is) ?? 0) + 1);
  return { persons: persons.size, classes, lines: [...new Set(records.flatMap(({ line }) => line ?? []))] };
}
