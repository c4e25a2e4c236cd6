/** Texts in which a label says what a value is: logs, notes, YAML, XML, key=value. */
import { isHealthText } from '../health-words.ts';
import { IDENTIFIERS, type Identifier, type IdentifierClass, type PersonRecord } from '../record.ts';
import { identifierOf } from '../shapes.ts';

/** Groups of the pattern are the classes. */
const LABELS =
  /(?<![A-Za-z])(?:(?<ssn>ssn|social[ _]security(?:[ _](?:number|no))?)|(?<nhs>nhs(?:[ _]?(?:number|no))?)|(?<kvnr>kvnr|versichertennummer)|(?<cpr>cpr(?:[ _-]?(?:number|nummer|nr))?)|(?<bsn>bsn|burgerservicenummer)|(?<nir>nir|matricule ins|n(?:°|um[ée]ro)? ?de s[ée]curit[ée] sociale)|(?<codiceFiscale>codice fiscale|c\.f\.)|(?<dni>dni|nie)|(?<fodselsnummer>fødselsnummer|fnr)|(?<personnummer>personnummer)|(?<hetu>hetu|henkilötunnus)|(?<pesel>pesel)|(?<belgian>rijksregisternummer)|(?<ahv>ahv(?:[- ]?(?:nr|nummer))?)|(?<austrian>svnr|sv-nr)|(?<cpf>cpf)|(?<mbi>mbi|medicare[ _]id)|(?<mrn>mrn|medical[ _]record(?:[ _](?:number|no))?)|(?<birth>dob|d\.o\.b\.?|date[ _]of[ _]birth|birth[ _]?date|born|geburtsdatum|geb(?:oren|\.)?(?: am)?|date de naissance|née? le|geboortedatum|fecha de nacimiento|nacid[oa] el|data di nascita|nat[oa] il|data de nascimento|nascid[oa] em|fødselsdato|fødselsdag|født|födelsedatum|född|syntymäaika|data urodzenia)|(?<name>(?:patient|pt)(?:'s)?(?:[ _]?name)?|full[ _]?name|name|patientin|patiente[nr]?|patiënt(?:e)?|naam|pacient[ea]|paziente|pasient(?:en)?|potilas|pacjent(?:ka)?|nombre|nom|nome|navn|namn)|(?<phone>phone(?:[ _]number)?|tel(?:ephone)?|mobile)|(?<email>e-?mail)|(?<address>address)|(?<member>(?:member|policy|subscriber)[ _]?(?:id|number|no)))(?![A-Za-z])["'>\]]{0,2}[ \t]{0,8}(?:[:=#]|->|is\b|on\b|no\.?|number)?[ \t]{0,8}["']{0,2}/gi;

const VALUES: Readonly<Record<IdentifierClass, RegExp>> = {
  ssn: /\d{3}-?\d{2}-?\d{4}(?!\d)/y,
  nhs: /\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/y,
  kvnr: /[A-Z]\d{9}(?!\d)/y,
  cpr: /\d{6}-?\d{4}(?!\d)/y,
  mbi: /[1-9][A-Z][A-Z0-9]\d-?[A-Z][A-Z0-9]\d-?[A-Z]{2}\d{2}(?![A-Z0-9])/y,
  bsn: /\d{9}(?!\d)|\d{4}[. ]\d{2}[. ]\d{3}(?!\d)/y,
  nir: /[1-478] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)/y,
  codiceFiscale: /[A-Z]{6}[A-Z\d]{2}[A-Z][A-Z\d]{2}[A-Z][A-Z\d]{3}[A-Z](?![A-Z\d])/y,
  dni: /[XYZ]?-?\d{7,8}-?[A-Z](?![A-Z\d])/y,
  fodselsnummer: /\d{6} ?\d{5}(?!\d)/y,
  personnummer: /(?:19|20)?\d{6}[-+]?\d{4}(?!\d)/y,
  hetu: /\d{6}[-+A-FU-Y]\d{3}[\dA-Y](?![A-Z\d])/y,
  pesel: /\d{11}(?!\d)/y,
  belgian: /\d{2}\.?\d{2}\.?\d{2}-?\d{3}[.-]?\d{2}(?!\d)/y,
  ahv: /756\.?\d{4}\.?\d{4}\.?\d{2}(?!\d)/y,
  austrian: /\d{4} ?\d{6}(?!\d)/y,
  cpf: /\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?!\d)/y,
  mrn: /[A-Z]{0,4}-?\d{5,12}(?!\d)/y,
  birth:
    /[A-Z][a-z]{2,8}\.? \d{1,2},? (?:19|20)\d{2}|\d{1,2}\.? [A-Z][a-z]{2,8}\.? (?:19|20)\d{2}|\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{8}(?!\d)/y,
  name: /\p{Lu}[\p{L}'’-]{1,30}(?:,? \p{Lu}\.?)?,? \p{Lu}[\p{L}'’-]{1,30}/uy,
  phone: /[+(\d][\d() .-]{6,20}/y,
  email: /[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}/y,
  address: /\d{1,6} [\p{L}\d .'’-]{4,80}/uy,
  member: /[A-Z]{0,5}-?\d{5,15}(?!\d)/y,
  position: /(?!)/y,
};
/** Classes in the order of the groups of the pattern, all of which are named. */
const CLASSES = [...LABELS.source.matchAll(/\(\?<(\w{1,20})>/g)].map(([, is]) => is as IdentifierClass);
/** What hardly anybody but a patient has in a text about care. */
const OF_PATIENT: ReadonlySet<IdentifierClass> = new Set(['birth', 'mrn', 'member']);
/** Search parameters of FHIR in addresses: of requests, in logs. */
const SEARCHED_NAME = /[?&](?:name|family|given)(?::[a-z]{1,12})?=([\p{L}'’-]{2,40})/gu;
/** A social security number that its own form tells. */
const BARE_SSN = /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g;

const LONGEST_LINE = 20_000;
/** Lines of a passage that are about one person. */
const LONGEST_PASSAGE = 15;
/** Of one passage. */
const MOST_IDENTIFIERS = 100;

export interface TextHabits {
  /** Each line stands alone. */
  readonly byLine: boolean;
  /** A program: only numbers that are checked make a person of it. */
  readonly isCode: boolean;
}

export function readLabelled(text: string, { byLine, isCode }: TextHabits): PersonRecord[] {
  const records: PersonRecord[] = [];
  let passage: { line: number; lines: string[] } = { line: 1, lines: [] };
  const close = (): void => {
    const person = personOf(passage.lines, passage.line, isCode);
    if (person !== undefined) records.push(person);
  };
  let line = 0;
  for (let start = 0; start <= text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    const one = text.slice(start, Math.min(end, start + LONGEST_LINE));
    line += 1;
    start = end + 1;
    if (byLine || one.trim() === '' || passage.lines.length >= LONGEST_PASSAGE) {
      close();
      passage = { line, lines: [] };
    }
    if (one.trim() !== '') passage.lines.push(one);
    else passage.line = line + 1;
  }
  close();
  return records;
}

function personOf(lines: readonly string[], line: number, isCode: boolean): PersonRecord | undefined {
  const text = lines.join('\n');
  if (!/\d/.test(text) || !isHealthText(text)) return undefined;
  const identifiers: Identifier[] = [];
  let first: number | undefined;
  let isOfPatient = false;
  const add = (is: IdentifierClass, value: string, place: number): void => {
    const found = identifierOf(is, value);
    if (found === undefined || identifiers.length >= MOST_IDENTIFIERS) return;
    if (identifiers.some((one) => one.value === found.value)) return;
    identifiers.push(found);
    first = Math.min(first ?? place, place);
  };
  for (const match of text.matchAll(LABELS)) {
    const is = CLASSES[match.findIndex((one, i) => i > 0 && one !== undefined) - 1];
    if (is === undefined) continue;
    const form = VALUES[is];
    form.lastIndex = match.index + match[0].length;
    const value = form.exec(text)?.[0];
    if (value === undefined) continue;
    add(is, value, match.index);
    if (OF_PATIENT.has(is) || /^(?:pa[tcs]i|paz|pacj|potilas|pt)/i.test(match[0])) isOfPatient = true;
  }
  for (const match of text.matchAll(SEARCHED_NAME)) {
    const name = match[1] ?? '';
    add('name', name.charAt(0).toUpperCase() + name.slice(1), match.index);
  }
  for (const match of text.matchAll(BARE_SSN)) add('ssn', match[0], match.index);
  const hasNational = identifiers.some(({ is }) => IDENTIFIERS[is].national);
  // A name with a telephone number may be of anybody: of a clinic, of its staff.
  if (first === undefined || (!hasNational && (isCode || !isOfPatient))) return undefined;
  return { line: line + (text.slice(0, first).match(/\n/g)?.length ?? 0), identifiers };
}
