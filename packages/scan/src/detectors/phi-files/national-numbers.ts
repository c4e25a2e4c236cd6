/**
 * National numbers of persons outside of the United States, Britain, Germany and Denmark: form, check, ranges of examples.
 *
 * | number | check, as published |
 * |---|---|
 * | BSN, Netherlands | 11-test: weights 9 to 2 and -1, modulus 11 (RvIG); test numbers begin with 999 |
 * | NIR and INS, France | key of two digits: 97 less the number modulus 97; 2A and 2B of Corsica are 19 and 18 (INSEE) |
 * | codice fiscale, Italy | check character over 15 characters, modulus 26 (decree of 23 December 1976) |
 * | DNI and NIE, Spain | letter by modulus 23 (royal decree 1553/2005) |
 * | fødselsnummer, Norway | two check digits of modulus 11 (Skatteetaten); months of tests are 40, 65 or 80 higher |
 * | personnummer, Sweden | Luhn over nine digits (SKV 704) |
 * | henkilötunnus, Finland | character by modulus 31; 900 to 999 are not given to persons (DVV) |
 * | PESEL, Poland | weights 1 3 7 9, modulus 10; months tell the century |
 * | national register number, Belgium | 97 less the number modulus 97; since 2000 with a 2 before it |
 * | AHV number, Switzerland | 756 and EAN-13 |
 * | social insurance number, Austria | weights 3 7 9 5 8 4 2 1 6, modulus 11 |
 * | CPF, Brazil | two check digits of modulus 11 |
 */
import { isPattern, type NumberVerdict } from './typed-digits.ts';

type Judge = (value: string) => NumberVerdict;

const digitsOf = (value: string): string => value.replace(/[\s.-]/g, '');
const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
const isBetween = (n: number, least: number, most: number): boolean => n >= least && n <= most;
const isDate = (day: number, month: number): boolean => isBetween(day, 1, 31) && isBetween(month, 1, 12);
const verdict = (isPerson: boolean, isReserved: boolean): NumberVerdict => {
  if (!isPerson) return 'none';
  return isReserved ? 'reserved' : 'person';
};

const bsn: Judge = (value) => {
  const digits = digitsOf(value).padStart(9, '0');
  if (!/^\d{9}$/.test(digits) || /^0{5}/.test(digits)) return 'none';
  const sum = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]);
  return verdict(sum % 11 === 0, digits.startsWith('999') || isPattern(digits));
};

/** Specimens that publications and cards of examples show. */
const PUBLISHED_NIR: ReadonlySet<string> = new Set(['2550814168025', '2690549588157', '1850578006084']);
const nir: Judge = (value) => {
  const parts = /^([1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6})(\d{2})$/i.exec(digitsOf(value));
  if (parts === null) return 'none';
  const [, number = '', key] = parts;
  // The number has 13 digits, which a double holds exactly.
  const rest = Number(number.replace(/2A/i, '19').replace(/2B/i, '18')) % 97;
  return verdict(97 - rest === Number(key), PUBLISHED_NIR.has(number) || isPattern(number.slice(5)));
};

/** What characters in odd places count (counted from 1), digits and letters alike: 0 and A count 1. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const ordinal = (one: string): number => (/\d/.test(one) ? Number(one) : one.charCodeAt(0) - 65);
/** Mario and Maria Rossi, Giuseppe Verdi, Paolo Bianchi: the persons of Italian examples. */
const EXAMPLE_CODICE = /^(?:RSSMR[AO]|RSSMRA|VRDGPP|BNCPLA|XXX)/;
const codiceFiscale: Judge = (value) => {
  const code = digitsOf(value).toUpperCase();
  if (!/^[A-Z]{6}[\dL-NP-V]{2}[A-EHLMPRST][\dL-NP-V]{2}[A-Z][\dL-NP-V]{3}[A-Z]$/.test(code)) return 'none';
  const sum = [...code.slice(0, 15)].reduce(
    (all, one, i) => all + (i % 2 === 0 ? (ODD[ordinal(one)] ?? 0) : ordinal(one)),
    0,
  );
  return verdict(String.fromCharCode(65 + (sum % 26)) === code[15], EXAMPLE_CODICE.test(code));
};

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const dni: Judge = (value) => {
  const parts = /^([XYZ]?)(\d{7,8})([A-Z])$/.exec(digitsOf(value).toUpperCase());
  if (parts === null || (parts[1] === '') !== (parts[2]?.length === 8)) return 'none';
  const [, first = '', digits = '', letter] = parts;
  const number = Number(`${first === '' ? '' : 'XYZ'.indexOf(first)}${digits}`);
  return verdict(DNI_LETTERS[number % 23] === letter, isPattern(digits));
};

/** Months of the numbers of test persons: Tenor, Dolly and others. */
const TEST_MONTHS = [40, 65, 80];
const fodselsnummer: Judge = (value) => {
  const digits = digitsOf(value);
  if (!/^\d{11}$/.test(digits)) return 'none';
  const [day, month] = [Number(digits.slice(0, 2)) % 40, Number(digits.slice(2, 4))];
  const isTest = TEST_MONTHS.some((more) => isBetween(month, more + 1, more + 12));
  const first = weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11;
  const second = weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11;
  return verdict(isDate(day, isTest ? 1 : month) && first === 0 && second === 0, isTest || isPattern(digits));
};

const personnummer: Judge = (value) => {
  const parts = /^(?:19|20)?(\d{2})(\d{2})(\d{2})[-+]?(\d{4})$/.exec(value);
  if (parts === null) return 'none';
  const [, year = '', month = '', day = '', serial = ''] = parts;
  const sum = [...`${year}${month}${day}${serial}`].reduce((all, digit, i) => {
    const product = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return all + (product > 9 ? product - 9 : product);
  }, 0);
  // 121212-1212 and serials from 980 on are of examples and tests.
  const isTest =
    isPattern(serial) || serial.startsWith('98') || `${year}${month}${day}${serial}` === '1212121212';
  return verdict(sum % 10 === 0 && isDate(Number(day) % 60, Number(month)), isTest);
};

const HETU_CHARACTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const hetu: Judge = (value) => {
  const parts = /^(\d{2})(\d{2})(\d{2})[-+A-FU-Y](\d{3})([0-9A-Y])$/.exec(value);
  if (parts === null) return 'none';
  const [, day = '', month = '', year = '', serial = '', check] = parts;
  const isChecked = HETU_CHARACTERS[Number(`${day}${month}${year}${serial}`) % 31] === check;
  return verdict(isChecked && isDate(Number(day), Number(month)), serial.startsWith('9'));
};

const pesel: Judge = (value) => {
  const digits = digitsOf(value);
  if (!/^\d{11}$/.test(digits)) return 'none';
  const isChecked = weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
  const isBirth = isDate(Number(digits.slice(4, 6)), Number(digits.slice(2, 4)) % 20);
  return verdict(
    isChecked && isBirth,
    isPattern(digits) || digits === '44051401359' || digits === '02070803628',
  );
};

const belgian: Judge = (value) => {
  const digits = digitsOf(value);
  if (!/^\d{11}$/.test(digits)) return 'none';
  const [number, check] = [digits.slice(0, 9), Number(digits.slice(9))];
  const isChecked = ['', '2'].some((before) => 97 - (Number(before + number) % 97) === check);
  const isBirth =
    isBetween(Number(digits.slice(2, 4)), 0, 12) && isBetween(Number(digits.slice(4, 6)), 0, 31);
  return verdict(isChecked && isBirth, isPattern(digits));
};

const ahv: Judge = (value) => {
  const digits = digitsOf(value);
  if (!/^756\d{10}$/.test(digits)) return 'none';
  const isChecked = weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
  // 756.9217.0769.85 and 756.1234.5678.97 stand in publications.
  return verdict(isChecked, isPattern(digits.slice(3)) || digits === '7569217076985');
};

const austrian: Judge = (value) => {
  const digits = digitsOf(value);
  if (!/^[1-9]\d{9}$/.test(digits)) return 'none';
  const isChecked = weighted(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(digits[3]);
  const isBirth =
    isBetween(Number(digits.slice(4, 6)), 1, 31) && isBetween(Number(digits.slice(6, 8)), 1, 15);
  return verdict(isChecked && isBirth, isPattern(digits) || digits === '1237010180');
};

const cpf: Judge = (value) => {
  const digits = digitsOf(value);
  if (!/^\d{11}$/.test(digits) || new Set(digits).size === 1) return 'none';
  const check = (n: number): number =>
    ((weighted(
      digits,
      Array.from({ length: n }, (_, i) => n + 1 - i),
    ) *
      10) %
      11) %
    10;
  return verdict(check(9) === Number(digits[9]) && check(10) === Number(digits[10]), isPattern(digits));
};

export const NATIONAL_JUDGES = {
  bsn,
  nir,
  codiceFiscale,
  dni,
  fodselsnummer,
  personnummer,
  hetu,
  pesel,
  belgian,
  ahv,
  austrian,
  cpf,
} as const satisfies Readonly<Record<string, Judge>>;
