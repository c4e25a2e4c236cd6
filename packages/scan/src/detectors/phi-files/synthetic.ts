/** Marks of data that were made up: generators, standards' examples, ranges that are reserved for fiction. */
import { isNational, isPattern, judgeNumber } from './numbers.ts';
import type { Identifier, PersonRecord } from './record.ts';

/** Words anywhere in a document that say it of the whole. */
const DOCUMENT_MARKS: readonly (readonly [string, RegExp])[] = [
  ['Synthea', /synthetichealth|\bsynthea\b/i],
  ['the tag HTEST', /"HTEST"/],
  ['the example OIDs of HL7', /\b2\.16\.840\.1\.113883\.(?:19|3\.72)\b|\b1\.2\.36\.146\.595\.217\b/],
  ['the SMART sandbox', /smarthealthit\.org/i],
  ['a public test server', /hapi\.fhir\.org|inferno\.healthit\.gov|touchstone\.aegis\.net|wildfhir/i],
  ['MITRE test data', /\bmitre\b/i],
  ['the words of a generator', /\b(?:faker|mockaroo|generatedata)\b/i],
  [
    'its own words',
    /\b(?:synthetic|fictitious|fictional|made[- ]up|dummy|mock|simulated|not (?:a )?real|test (?:data|patients?)|sample (?:data|patients?))\b/i,
  ],
  ['example addresses', /\bhttps?:\/\/(?:[\w-]{1,40}\.){0,4}(?:example|acme)\b/i],
];

export function documentMark(text: string): string | undefined {
  return DOCUMENT_MARKS.find(([, form]) => form.test(text))?.[0];
}

/** Folders and names of files that say it. */
const PATH_MARK = /(?:^|[/._-])(?:synthea|synthetic|mocks?|dummy|fake|faker|mocked|fictional)(?:[/._-]|$)/i;
export const isSyntheticPath = (path: string): boolean => PATH_MARK.test(path);

/** Where examples and tests are. */
const EXAMPLE_PATH =
  /(?:^|[/._-])(?:docs?|examples?|samples?|demos?|tests?|specs?|fixtures?|__fixtures__|testdata|seeds?|sandbox|tutorials?)(?:[/._-]|$)/i;
export const isExamplePath = (path: string): boolean => EXAMPLE_PATH.test(path);

/** Names of examples: of standards, of forms, of cartoons. */
const NAME =
  /\b(?:tests?\w{0,10}|doe|chalmers|every(?:woman|man|one|body)|examples?|sample|patient\w{0,6}|demo|dummy|fake|mouse|duck|simpson|flintstone|foo\w{0,4}|bar|baz|mustermann|musterfrau|nobody|someone|anonymous|unknown|last_?name|first_?name|family|given|smith|jones|public|potter|skywalker|kirk|solo|levin|bunny|betterhalf|nuclear|newman|tester|null|noname|middle|last|first|surname|zz\w{1,10}|blogs|bloggs|nguyen van a|contoso|heuvel|donald)\b|\p{L}\d{1,4}\b/iu;
const PLACE =
  /^(?:0|1|12|123|1234|12345|111|100|222|333|444|555|999)\b|\b(?:any ?(?:town|street|where|city)|main (?:st|street|road|rd)|example|test|erewhon|pleasantville|fake|sample|elm street|evergreen terrace|home street|musterstra)/i;
const MAIL =
  /@(?:[\w-]{1,60}\.){0,4}(?:example|test|invalid|localhost|local|acme|foo|email|mailinator|domain|mail|abc|xyz|somewhere)(?:\.|$)|^(?:test|foo|john\.?doe|jane\.?doe|example|user|patient)\b/i;
/** NANP 555 and the numbers that Ofcom and ACMA keep for drama. */
const PHONE = /(?:^|\D)555(?:\D|$)|5555|555\d{4}$|^1?\d{3}555\d{4}$|^(?:\+?44|0)7700 ?900|1632 ?960|7946 ?0/;

function markOf({ is, value }: Identifier): string | undefined {
  if (isNational(is))
    return judgeNumber(is, value) === 'reserved' ? `${is.toUpperCase()} that is never assigned` : undefined;
  switch (is) {
    case 'name':
      return NAME.test(value.replaceAll('^', ' ')) ? 'names of examples' : undefined;
    case 'phone':
      return PHONE.test(value) || PHONE.test(value.replace(/\D/g, '')) || isPattern(value)
        ? 'telephone numbers for fiction'
        : undefined;
    case 'email':
      return MAIL.test(value) ? 'example domains' : undefined;
    case 'address':
      return PLACE.test(value.trim()) ? 'addresses of examples' : undefined;
    case 'mrn':
    case 'member':
      return isPattern(value) ? 'numbers that were typed in order' : undefined;
    default:
      return undefined;
  }
}

/** Why a record is taken for made up; undefined when nothing says so. */
export function recordMark(record: PersonRecord): string | undefined {
  if (record.mark !== undefined) return record.mark;
  for (const identifier of record.identifiers) {
    const mark = markOf(identifier);
    if (mark !== undefined) return mark;
  }
  return undefined;
}
