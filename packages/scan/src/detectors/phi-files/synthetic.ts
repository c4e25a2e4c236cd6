/** Marks of data that were made up: generators, standards' examples, ranges that are reserved for fiction. */
import { isNational, judgeNumber } from './numbers.ts';
import { type DocumentKind, IDENTIFIERS, type Identifier, type PersonRecord } from './record.ts';
import { samplePerson } from './sample-identities.ts';
import { isPattern } from './typed-digits.ts';

/** Words anywhere in a document that say it of the whole. */
const ANYWHERE: readonly (readonly [string, RegExp])[] = [
  ['Synthea', /synthetichealth|\bsynthea\b/i],
  ['the tag HTEST', /"HTEST"/],
  ['the example OIDs of HL7', /\b2\.16\.840\.1\.113883\.(?:19|3\.72)\b|\b1\.2\.36\.146\.595\.217\b/],
  ['the SMART sandbox', /smarthealthit\.org/i],
  ['a public test server', /hapi\.fhir\.org|inferno\.healthit\.gov|touchstone\.aegis\.net|wildfhir/i],
  ['MITRE test data', /\bMITRE\b|\bmitre\.org\b/],
  ['the words of a generator', /\b(?:faker|mockaroo|generatedata)\b/i],
];
/** Words that say it at the beginning; further on they may speak of something else. */
const AT_THE_BEGINNING =
  /\b(?:synthetic|fictitious|fictional|made[- ]up|dummy|mock|simulated|not (?:a )?real|(?:test|sample) data)\b/i;
const BEGINNING = 4000;
/** Of documents whose rows are about one person each. */
const BEGINNING_OF_ROWS = 200;
/** Systems of identifiers; in other documents an address is only a link. */
const EXAMPLE_SYSTEM = /\bhttps?:\/\/(?:[\w-]{1,40}\.){0,4}(?:example|acme)\b/i;

export function documentMark(text: string, document: DocumentKind): string | undefined {
  const known = ANYWHERE.find(([, form]) => form.test(text))?.[0];
  if (known !== undefined) return known;
  const beginning = document === 'TABLE' || document === 'LOG' ? BEGINNING_OF_ROWS : BEGINNING;
  if (AT_THE_BEGINNING.test(text.slice(0, beginning))) return 'its own words';
  return document === 'FHIR' && EXAMPLE_SYSTEM.test(text) ? 'example addresses' : undefined;
}

/** Folders and names of files that say it. */
const PATH_MARK = /(?:^|[/._-])(?:synthea|synthetic|mocks?|dummy|fake|faker|mocked|fictional)(?:[/._-]|$)/i;
export const isSyntheticPath = (path: string): boolean => PATH_MARK.test(path);

/** Where examples and tests are. */
const EXAMPLE_PATH =
  /(?:^|[/._-])(?:(?:test|sample|example|fixture|demo|tutorial|seed|sandbox)[A-Za-z]{0,30}|docs?|specs?|__fixtures__|datatests)(?=[/._-]|$)|(?:Test|Sample|Example|Demo)/;
export const isExamplePath = (path: string): boolean => EXAMPLE_PATH.test(path);

/** Names of examples: of standards, of forms, of stories. Common names are none. */
const NAME =
  /\b(?:\w{0,12}tests?\w{0,10}|doe|chalmers|every(?:woman|man|one|body)|examples?|sample|\w{0,12}patient\w{0,6}|subscriber|demo|dummy|fake|mouse|duck|simpson|flintstone|foo|foobar|baz|mustermann|musterfrau|nobody|someone|anonymous|deidentified|donotuse|unknown|last_?name|first_?name|family|skywalker|betterhalf|surname|zz\w{1,10}|bloggs|contoso|kleinsample|nelda nuclear|nuclear nelda|(?:mickey|micky) moose|moose mickey|peter pan|pan peter|hippocrates|gandalf|\w{0,10}baggins|brandybuck|erika muster|max muster|mario rossi|rossi mario|jean dupont|dupont jean|pietje puk|(?:kari|ola) nordmann|nordmann (?:kari|ola)|jan kowalski|kowalski jan|heuvel|dumbledore|(?:john|jane) (?:q )?(?:smith|public)|smith (?:john|jane)|han solo|solo han|(?:james|jim) kirk|harry potter|potter harry)\b|\p{L}\d{1,4}\b/iu;
const PLACE =
  /^(?:123|1234|12345)\b|^(?:1|10|100|111|1) (?:main|elm) st|\b(?:any ?(?:town|street|where|city)|example|test|erewhon|pleasantville|fake|sample|evergreen terrace|musterstra)/i;
/** Endings of streets that Faker takes from the list of the postal service and that hardly any street has. */
const GENERATED_STREET =
  /^\d{1,6} [\p{L}' ]{2,40} (?:burgs?|causeway|crossroads?|divide|extensions?|forges?|forks?|inlet|islands?|knolls?|loaf|mews|motorway|mount|overpass|ports?|ramp|shoals?|skyway|spurs?|stravenue|throughway|trafficway|tunnel|underpass|viaduct|ville|wells?)(?: (?:apt|suite).{0,12})?$/iu;
const MAIL =
  /@(?:[\w-]{1,60}\.){0,4}(?:example|test|invalid|localhost|local|acme|foo|email|mailinator|domain|abc|xyz|somewhere)(?:\.|$)|^(?:test|foo|john\.?doe|jane\.?doe|example)\b/i;
/** NANP 555 and the numbers that Ofcom and ACMA keep for drama. */
const PHONE = /(?:^|\D)555(?:\D|$)|5555|555\d{4}$|^1?\d{3}555\d{4}$|^(?:\+?44|0)7700 ?900|1632 ?960|7946 ?0/;

function markOf({ is, value }: Identifier): string | undefined {
  if (isNational(is))
    return judgeNumber(is, value) === 'reserved' ? `${nameOf(is)} that is never assigned` : undefined;
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
      if (PLACE.test(value.trim())) return 'addresses of examples';
      return GENERATED_STREET.test(value.trim()) ? 'addresses of Faker' : undefined;
    case 'mrn':
    case 'member':
      return isPattern(value) ? 'numbers that were typed in order' : undefined;
    default:
      return undefined;
  }
}

/** `SSN`, `fødselsnummer` */
function nameOf(is: Identifier['is']): string {
  return is.length <= 4 ? is.toUpperCase() : IDENTIFIERS[is].title;
}

/** Why a record is taken for made up; undefined when nothing says so. */
export function recordMark(record: PersonRecord): string | undefined {
  if (record.mark !== undefined) return record.mark;
  for (const identifier of record.identifiers) {
    const mark = markOf(identifier);
    if (mark !== undefined) return mark;
  }
  const standard = samplePerson(record.identifiers);
  return standard === undefined ? undefined : `a person of the examples of ${standard}`;
}
