/** National numbers for the corpus, made by their rules; none is written down. */
import { judgeNumber } from '../numbers.ts';

const digits = (n: number, seed: number): string => {
  let [out, state] = ['', seed];
  while (out.length < n) {
    state = (state * 1103515245 + 12345) % 2147483648;
    out += String(Math.floor(state / 65536) % 10);
  }
  return out;
};

/** The first candidate that is a person's by the rules of its class. */
function first(is: Parameters<typeof judgeNumber>[0], make: (seed: number) => string): string {
  for (let seed = 7; seed < 50_000; seed += 1)
    if (judgeNumber(is, make(seed)) === 'person') return make(seed);
  throw new RangeError(`no ${is}`);
}

const dashed = (d: string): string => `${d.slice(0, 3)}-${d.slice(3, 5)}-${d.slice(5)}`;
export const ssnOf = (n: number): string =>
  first('ssn', (seed) => dashed(`${2 + (n % 4)}${digits(8, seed + 31 * n)}`));
export const nhsOf = (n: number): string => first('nhs', (seed) => `4${digits(9, seed + 17 * n)}`);
export const kvnrOf = (n: number): string =>
  first('kvnr', (seed) => `${'ABCDEFGH'[n % 8]}${digits(9, seed + 13 * n)}`);
export const mbiOf = (n: number): string =>
  first('mbi', (seed) => {
    const d = digits(6, seed + 11 * n);
    return `${1 + (n % 8)}${'ACDEFG'[n % 6]}K${d[0]}W${d[1]}${d[2]}RT${d[3]}${d[4]}`;
  });
export const cprOf = (n: number): string =>
  first('cpr', (seed) => `${10 + (n % 18)}0${1 + (n % 9)}61-${digits(4, seed + 7 * n)}`);

/** Made with every check character until one stands the test. */
const checked =
  (is: Parameters<typeof judgeNumber>[0], characters: string, make: (seed: number) => string) => (): string =>
    first(is, (seed) => {
      const start = make(seed);
      return [...characters].map((one) => start + one).find((one) => judgeNumber(is, one) === 'person') ?? '';
    });
const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const NATIONAL_NUMBERS = {
  bsn: checked('bsn', DIGITS, (seed) => `2${digits(7, seed)}`),
  nir: (): string =>
    first('nir', (seed) => {
      const start = `2580775${digits(6, seed)}`;
      return `${start}${String(97 - (Number(start) % 97)).padStart(2, '0')}`;
    }),
  codiceFiscale: checked('codiceFiscale', LETTERS, (seed) => `KWLRLN58L63H${digits(3, seed)}`),
  dni: checked('dni', LETTERS, (seed) => `4${digits(7, seed)}`),
  fodselsnummer: checked('fodselsnummer', DIGITS, (seed) => `230758${digits(4, seed)}`),
  personnummer: checked('personnummer', DIGITS, (seed) => `580723-${digits(3, seed)}`),
  hetu: checked('hetu', DIGITS + LETTERS, (seed) => `230758-${digits(3, seed)}`),
  pesel: checked('pesel', DIGITS, (seed) => `580723${digits(4, seed)}`),
  belgian: (): string =>
    first('belgian', (seed) => {
      const start = `580723${digits(3, seed)}`;
      return `${start}${String(97 - (Number(start) % 97)).padStart(2, '0')}`;
    }),
  ahv: checked('ahv', DIGITS, (seed) => `756${digits(9, seed)}`),
  austrian: (): string => first('austrian', (seed) => `${digits(4, seed)}230758`),
  cpf: (): string => first('cpf', (seed) => `5${digits(10, seed)}`),
} as const;
