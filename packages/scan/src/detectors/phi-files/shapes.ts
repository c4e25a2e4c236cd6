/** Names of columns, keys and labels, and the values that they may have. */
import { isNational, judgeNumber } from './numbers.ts';
import type { Identifier, IdentifierClass } from './record.ts';
import { LONGEST_LABEL, remembered } from './remembered.ts';
import { foreignClasses } from './vocabulary.ts';

/** Over a name in lower case whose words are joined and enclosed by `_`. */
const COLUMNS: readonly (readonly [IdentifierClass, RegExp])[] = [
  ['ssn', /_(?:ssn|soc_sec|social_security)_|_social_security_(?:no|nr|num|number)_/],
  ['nhs', /_nhs(?:_?(?:no|nr|num|number|id))?_/],
  ['mbi', /_(?:mbi|medicare_(?:id|no|number|beneficiary_(?:id|identifier)))_/],
  ['kvnr', /_(?:kvnr|kv_nummer|versicherten_?(?:nummer|nr|id))_/],
  ['cpr', /_cpr(?:_?(?:no|nr|num|number|nummer))?_/],
  [
    'birth',
    /_(?:dob|birth_?date|date_of_birth|birth_?day|bday|geburtsdatum|fecha_nacimiento|date_naissance)_/,
  ],
  [
    'mrn',
    /_(?:mrn|medical_record(?:_(?:no|num|number|id))?|chart_(?:no|number)|hospital_(?:no|number)|uhid|empi)_/,
  ],
  [
    'member',
    /_(?:(?:member|subscriber|insurance|medicaid|beneficiary)_(?:id|no|num|number)|policy_(?:no|number))_/,
  ],
  ['email', /_e_?mail(?:_address)?_/],
  ['phone', /_(?:phone|telephone|tel|mobile|cell|telefon)(?:_?(?:no|nr|num|number|home|1))?_/],
  ['address', /_(?:address(?:_?(?:line)?_?1)?|addr_?1?|street(?:_address|_name)?|strasse)_$/],
  [
    'name',
    /^_(?:(?:patient|pat|pt|full|first|last|given|family|sur|middle|maiden|member|subscriber|beneficiary|guarantor)_?(?:full_|first_|last_|given_|family_)?name|name|first|last|given|family|patient|surname|fname|lname|vorname|nachname|nombre|apellidos?|prenom)_$/,
  ],
];

/** Letters that are no base letter with an accent. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', ł: 'l', đ: 'd', ð: 'd' };
/** `firstName`, `FIRST NAME`, `first-name` → `_first_name_`; `prénom` → `_prenom_`. */
export const wordsOf = remembered((label) => {
  const short = label.slice(0, LONGEST_LABEL);
  const plain = /^[\x20-\x7e]*$/.test(short)
    ? short
    : short
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/[ßøæłđðØÆŁĐ]/g, (one) => LETTERS[one.toLowerCase()] ?? one);
  const words = plain
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
  return `_${words}_`.replace(/__+/g, '_');
});

/** Classes that a column may have, the likeliest first. */
export const classesOfColumn = remembered((label): readonly IdentifierClass[] => {
  const words = wordsOf(label);
  const english = COLUMNS.find(([, form]) => form.test(words))?.[0];
  return english === undefined ? foreignClasses(words) : [english];
});

export const classOfColumn = (label: string): IdentifierClass | undefined => classesOfColumn(label)[0];

const MASKED =
  /[*•█#]{2,}|x{3,}|redact|mask|remov|anonym|encrypt|[<>[\]{}$%]|^(?:n\/?a|null|none|nil|unknown|undefined|true|false|string|-+)$/i;
/** `July 23, 1958`, `23 July 1958` */
const WORDED_DAY = /^(?:[A-Z][a-z]{2,8}\.? \d{1,2},? |\d{1,2}\.? [A-Z][a-z]{2,8}\.? )(?:19|20)\d{2}$/;
const DATE = /^(?:(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2}))(?:$|[T ])/;

const FORMS: Readonly<Partial<Record<IdentifierClass, (value: string) => boolean>>> = {
  // Names of Synthea end with digits.
  name: (value) =>
    value.length <= 80 &&
    /^\p{Lu}[\p{L}\d'’. ,^-]+$/u.test(value) &&
    !/^[A-Z]{1,2}$|\d{5}|^\P{L}*\p{L}{1,2}\d/u.test(value),
  birth: (value) => isDay(value) || WORDED_DAY.test(value),
  mrn: (value) =>
    /^[A-Z]{0,5}[-: ]?\d[\d-]{3,19}$/i.test(value) &&
    value.replace(/\D/g, '').length >= 4 &&
    !/^\d{4}-\d{1,2}-?\d{0,2}$/.test(value),
  member: (value) => /^[A-Z]{0,5}[-: ]?\d[A-Z\d-]{4,19}$/i.test(value) && /\d{4}/.test(value),
  email: (value) => /^[^\s@]{1,64}@[^\s@.]{1,63}\.[^\s@]{2,190}$/.test(value),
  phone: (value) =>
    /^[+(\d][\d() ./+-]{5,24}(?:x\d{1,5})?$/.test(value) && isBetween(value.replace(/\D/g, '').length, 7, 15),
  address: (value) => value.length <= 120 && /\d/.test(value) && /\p{L}{3}/u.test(value),
  position: (value) => value !== '',
};

const isBetween = (n: number, least: number, most: number): boolean => n >= least && n <= most;

/** A day of birth; the first of January stands for a year alone, which 164.514(b)(2)(i)(C) allows. */
function isDay(value: string): boolean {
  const parts = DATE.exec(value);
  if (parts === null) return false;
  const [, y, m, d, first, second, short] = parts;
  const year = Number(y ?? short);
  const [a, b] = [Number(m ?? first), Number(d ?? second)];
  if (y !== undefined && !isBetween(year, 1900, 2035)) return false;
  return isBetween(a, 1, 31) && isBetween(b, 1, 31) && Math.min(a, b) <= 12 && !(a === 1 && b === 1);
}

/** What a value identifies; undefined when it is masked, empty or of another form than its class has. */
export function identifierOf(is: IdentifierClass, written: string | undefined): Identifier | undefined {
  const value = (written ?? '').trim();
  if (value === '' || MASKED.test(value)) return undefined;
  if (isNational(is)) return judgeNumber(is, value) === 'none' ? undefined : { is, value };
  return FORMS[is]?.(value) === true ? { is, value } : undefined;
}

/** The identifiers among pairs of class and value. */
export function identifiersOf(
  pairs: readonly (readonly [IdentifierClass, string | undefined])[],
): readonly Identifier[] {
  return pairs.flatMap(([is, value]) => identifierOf(is, value) ?? []);
}
