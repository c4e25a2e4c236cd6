/** HL7 v2 messages, in files of their own, in logs and in literals of programs: PID, NK1, GT1 and IN1 of each. */
import type { Identifier, IdentifierClass, PersonRecord, Reading } from '../record.ts';
import { isSampleSystem } from '../sample-identities.ts';
import { identifiersOf } from '../shapes.ts';
import { LineIndex } from './lines.ts';

/** A segment begins at a line, in quotes, or after an escaped line break. */
const SEGMENT = /(?:^|\\[rn]|[\s"'`>\v])(MSH|PID|NK1|GT1|IN1)\|/gm;
/** Characters of a segment that are read. */
const LONGEST = 8000;

/** Segment → number of the field → what it holds (HL7 2.5.1, chapters 3 and 6). */
const FIELDS: Readonly<Record<string, readonly (readonly [number, IdentifierClass])[]>> = {
  PID: [
    [2, 'mrn'],
    [3, 'mrn'],
    [5, 'name'],
    [7, 'birth'],
    [11, 'address'],
    [13, 'phone'],
    [14, 'phone'],
    [19, 'ssn'],
  ],
  NK1: [
    [2, 'name'],
    [4, 'address'],
    [5, 'phone'],
    [37, 'ssn'],
  ],
  GT1: [
    [3, 'name'],
    [5, 'address'],
    [6, 'phone'],
    [8, 'birth'],
    [12, 'ssn'],
  ],
  IN1: [
    [16, 'name'],
    [18, 'birth'],
    [19, 'address'],
    [36, 'member'],
  ],
};

/** MSH-11: debugging and training; `P` says nothing, since examples have it as well. */
const NOT_PRODUCTION = /^[DT](?:\^|$)/;

function markOf(header: readonly string[]): string | undefined {
  if (NOT_PRODUCTION.test(header[10] ?? '')) return 'MSH-11 of tests';
  return isSampleSystem(header) ? 'systems of the examples of HL7' : undefined;
}

/** A message whose beginning was cut off. */
const BARE_PID = /^PID\|\d{0,4}\|/m;

export function readHl7(given: string): Reading | undefined {
  const text = withUsualSeparators(given);
  if (!text.includes('PID|') || (!text.includes('MSH|') && !BARE_PID.test(text))) return undefined;
  const lines = new LineIndex(text);
  const records: (PersonRecord & { readonly identifiers: Identifier[] })[] = [];
  let mark: string | undefined;
  let end = 0;
  for (const match of text.matchAll(SEGMENT)) {
    // What stands inside of a segment begins none.
    if (match.index < end - 1) continue;
    const name = match[1] ?? '';
    const start = match.index + match[0].length - name.length - 1;
    const segment = segmentAt(text, start);
    end = start + segment.length;
    const fields = segment.split('|');
    if (name === 'MSH') {
      mark = markOf(fields);
      continue;
    }
    const identifiers = identifiersOf(
      (FIELDS[name] ?? []).flatMap(([at, is]) => componentsOf(is, fields[at] ?? '')),
    );
    if (name === 'PID')
      records.push({
        line: lines.at(start),
        identifiers: [...identifiers],
        ...(mark === undefined ? {} : { mark }),
      });
    // Relatives and guarantors identify the patient as well.
    else for (const one of identifiers) records.at(-1)?.identifiers.push(one);
  }
  return { document: 'HL7', context: 'PID segments of HL7 v2', records };
}

/** MSH-1 and MSH-2 say which separators a message has; hardly any has others than the usual ones. */
export function withUsualSeparators(text: string): string {
  const [, field, component, repetition] = /^\v?MSH([^\w\s|])([^\w\s])([^\w\s])/.exec(text) ?? [];
  if (field === undefined || component === undefined || repetition === undefined) return text;
  return text.replaceAll(field, '|').replaceAll(component, '^').replaceAll(repetition, '~');
}

/** A segment ends with its line, with the literal it stands in, or with an escaped line break. */
function segmentAt(text: string, start: number): string {
  const segment = text.slice(start, start + LONGEST);
  const end = segment.search(/[\n"`\v\x1c]|\\[rn](?![a-z])|'\s{0,3}[+,;)\n]/);
  return end === -1 ? segment : segment.slice(0, end);
}

function componentsOf(is: IdentifierClass, field: string): [IdentifierClass, string | undefined][] {
  return field.split('~').map((one) => {
    const parts = one.split('^');
    switch (is) {
      case 'name':
        return [is, [parts[0], parts[1]].filter((part) => part !== undefined && part !== '').join(' ')];
      case 'mrn':
        return [/^(?:SS|SSN)$/.test(parts[4] ?? '') ? 'ssn' : is, parts[0]];
      case 'phone':
        return [is, parts[0] || parts[11] || `${parts[5] ?? ''}${parts[6] ?? ''}`];
      case 'birth':
        return [is, /^\d{8}/.exec(parts[0] ?? '')?.[0]];
      case 'address':
        return [is, parts[0]];
      default:
        return [is, parts[0]];
    }
  });
}
