/**
 * National numbers of persons: form, check digit, and the ranges that are reserved for examples.
 *
 * | number | source |
 * |---|---|
 * | SSN | Social Security Administration: never 000, 666 or 9xx, group 00, serial 0000 |
 * | NHS number | NHS Data Dictionary: modulus 11; 999 is for tests |
 * | MBI | Centers for Medicare & Medicaid Services: 11 characters, no S L O I B Z |
 * | KVNR | section 290 of SGB V: a letter, eight digits, check digit of modulus 10 |
 * | CPR | CPR-kontoret: a day of birth and four digits, modulus 11 (before October 2007) |
 * | NPI | 45 CFR 162.406: ten digits that begin with 1 or 2; Luhn over 80840 and the number. Of providers: no patient's |
 *
 * Those of other countries are in `national-numbers.ts`.
 */
import { NATIONAL_JUDGES } from './national-numbers.ts';
import type { IdentifierClass } from './record.ts';
import { isPattern, type NumberVerdict } from './typed-digits.ts';

type NationalClass = Extract<
  IdentifierClass,
  'ssn' | 'nhs' | 'mbi' | 'kvnr' | 'cpr' | keyof typeof NATIONAL_JUDGES
>;

const JUDGES: Readonly<Record<NationalClass, (value: string) => NumberVerdict>> = {
  ssn,
  nhs,
  mbi,
  kvnr,
  cpr,
  ...NATIONAL_JUDGES,
};

export function isNational(is: IdentifierClass): is is NationalClass {
  return is in JUDGES;
}

/** @param value as it is written, with or without separators */
export function judgeNumber(is: NationalClass, value: string): NumberVerdict {
  return JUDGES[is](value.trim());
}

/** Numbers that publications have used; the Social Security Administration has withdrawn them. */
const PUBLISHED_SSN: ReadonlySet<string> = new Set(['078051120', '219099999', '457555462', '001010001']);

function ssn(value: string): NumberVerdict {
  if (!/^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(value)) return 'none';
  const digits = value.replace(/\D/g, '');
  if (PUBLISHED_SSN.has(digits) || isPattern(digits)) return 'reserved';
  if (digits.startsWith('9') || /^(?:000|666)|^...00|(\d)\1{3}$/.test(digits)) return 'reserved';
  return 'person';
}

function nhs(value: string): NumberVerdict {
  if (!/^\d{3}[- ]?\d{3}[- ]?\d{4}$/.test(value)) return 'none';
  const digits = value.replace(/\D/g, '');
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  if ((check === 11 ? 0 : check) !== Number(digits[9])) return 'none';
  // 943 476 5919 is the example of the Data Dictionary.
  return digits.startsWith('999') || digits === '9434765919' || isPattern(digits) ? 'reserved' : 'person';
}

const MBI =
  /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}$/;
/** Synthetic beneficiaries of CMS have the letter S, which no real number has. */
const SYNTHETIC_MBI = /^[1-9]S[A-Z0-9]\d-?[A-Z][A-Z0-9]\d-?[A-Z]{2}\d{2}$/;

function mbi(value: string): NumberVerdict {
  if (SYNTHETIC_MBI.test(value)) return 'reserved';
  if (!MBI.test(value)) return 'none';
  return /^1EG4-?TE5-?MK7\d$/.test(value) ? 'reserved' : 'person';
}

function kvnr(value: string): NumberVerdict {
  if (!/^[A-Z]\d{9}$/.test(value)) return 'none';
  const letter = String(value.charCodeAt(0) - 64).padStart(2, '0');
  if (doubled(letter + value.slice(1, 9), 1) % 10 !== Number(value[9])) return 'none';
  return isPattern(value.slice(1, 9)) || value.startsWith('X') ? 'reserved' : 'person';
}

function cpr(value: string): NumberVerdict {
  const parts = /^(\d{2})(\d{2})\d{2}-?(\d{4})$/.exec(value);
  if (parts === null) return 'none';
  const [, day, month, serial] = parts;
  const digits = value.replace('-', '');
  if (Number(day) > 60 && Number(month) <= 12) return 'reserved'; // replacement numbers and tests
  if (Number(day) < 1 || Number(day) > 31 || Number(month) < 1 || Number(month) > 12) return 'none';
  if (weighted(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 !== 0) return 'none';
  return digits === '2512489996' || isPattern(serial ?? digits) ? 'reserved' : 'person';
}

/** Issuer of health identifiers in the United States, as it stands before an NPI on a card. */
const NPI_PREFIX = '80840';

/** Whether a number is a national provider identifier: it says that a text is about care, and identifies no patient. */
export function isProviderNumber(value: string): boolean {
  return /^[12]\d{9}$/.test(value) && !isPattern(value) && doubled(NPI_PREFIX + value, 1) % 10 === 0;
}

/** Sum of digits of which every second one is doubled, beginning with the one at `first`; Luhn and modulus 10 of KVNR. */
function doubled(digits: string, first: 0 | 1): number {
  return [...digits].reduce((all, digit, i) => {
    const product = Number(digit) * (i % 2 === first ? 2 : 1);
    return all + (product > 9 ? product - 9 : product);
  }, 0);
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
}
