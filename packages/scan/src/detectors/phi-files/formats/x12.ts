/** X12 of health insurers: 270, 271, 276, 277, 278, 834, 835, 837; patients (QC) and subscribers (IL). */
import type { IdentifierClass, PersonRecord, Reading } from '../record.ts';
import { identifiersOf } from '../shapes.ts';
import { LineIndex } from './lines.ts';

/** GS-01: eligibility, claims, payments, reviews, enrolment. */
const HEALTH_GROUPS: ReadonlySet<string> = new Set(['HB', 'HC', 'HI', 'HN', 'HP', 'HR', 'HS', 'BE']);
const PERSONS: ReadonlySet<string> = new Set(['QC', 'IL', '74']);
/** The element separator is the fourth character, whichever it is; the lengths of the first two elements are fixed. */
const ISA = /(?:^|[\n"'`\s])ISA([^\w\s])[\w ]{2}\1[^\n]{10}\1/m;

export function readX12(text: string): Reading | undefined {
  const isa = ISA.exec(text);
  if (isa === null) return undefined;
  const separator = isa[1] ?? '*';
  const start = isa.index + isa[0].indexOf('ISA');
  // The envelope has a fixed length: ISA-16 is one character, the segment terminator follows it.
  const terminator = text[start + 105] ?? '~';
  const isEnvelope = text[start + 103] === separator && !/[A-Za-z0-9]/.test(terminator);
  const records: PersonRecord[] = [];
  const lines = new LineIndex(text);
  const isTest = isEnvelope && text[start + 102] === 'T';
  let [isHealth, isPerson, pairs, line] = [false, false, [] as [IdentifierClass, string][], 1];
  const close = (): void => {
    if (pairs.length > 0)
      records.push({
        line,
        identifiers: identifiersOf(pairs),
        ...(isTest ? { mark: 'ISA-15 of tests' } : {}),
      });
    pairs = [];
  };
  let at = start;
  for (const segment of text.slice(start).split(isEnvelope ? terminator : '~')) {
    const fields = segment.trim().slice(0, 2000).split(separator);
    const [name, first = '', second = ''] = fields;
    if (name === 'GS') isHealth = HEALTH_GROUPS.has(first);
    if (name === 'NM1') {
      close();
      isPerson = PERSONS.has(first) && second === '1';
      line = lines.at(at + segment.length - segment.trimStart().length);
      if (isPerson)
        pairs.push(
          ['name', `${fields[4] ?? ''} ${fields[3] ?? ''}`],
          [fields[8] === '34' ? 'ssn' : 'member', fields[9] ?? ''],
        );
    } else if (isPerson && name === 'N3') pairs.push(['address', first]);
    else if (isPerson && name === 'DMG') pairs.push(['birth', second]);
    else if (isPerson && name === 'REF' && first === 'SY') pairs.push(['ssn', second]);
    else if (isPerson && name === 'PER') pairs.push(['phone', fields[4] ?? '']);
    else if (name === 'CLM' || name === 'HL' || name === 'CLP') {
      close();
      isPerson = false;
    }
    at += segment.length + 1;
  }
  close();
  return isHealth ? { document: 'X12', context: 'subscribers and patients of X12', records } : undefined;
}
