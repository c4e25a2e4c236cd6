/** Numbers, dates and escapes of TOML 1.1. */
import type { TomlDateTime } from './table.ts';

const INTEGER = /^[+-]?(?:0|[1-9](?:_?\d)*)$/;
const FLOAT = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;
const RADIX = /^0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d+)?)?`;
const LOCAL_TIME = new RegExp(`^${TIME}$`);
const DATE_TIME = new RegExp(
  String.raw`^(\d{4})-(\d{2})-(\d{2})(?:[Tt ]${TIME}(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$`,
);

/** The value that a bare word represents; undefined when it is none. */
export function scalarOf(word: string): number | boolean | TomlDateTime | undefined {
  if (word === 'true') return true;
  if (word === 'false') return false;
  if (INTEGER.test(word) || FLOAT.test(word) || RADIX.test(word)) return Number(word.replaceAll('_', ''));
  if (/^[+-]?inf$/.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
  if (/^[+-]?nan$/.test(word)) return Number.NaN;
  if (LOCAL_TIME.test(word)) return { datetime: word };
  const date = DATE_TIME.exec(word);
  if (date === null) return undefined;
  const [, year = '', month = '', day = ''] = date;
  return isDay(Number(year), Number(month), Number(day)) ? { datetime: word.replace(' ', 'T') } : undefined;
}

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001b',
  '"': '"',
  '\\': '\\',
};

/**
 * The text that escapes represent. A backslash at the end of a line removes the line end and the space that follows.
 * @param fail called with what is wrong
 */
export function unescaped(raw: string, fail: (what: string) => never): string {
  return raw.replace(
    /\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\n\s*|.)/gs,
    (_, what: string) => {
      if (what.includes('\n')) return '';
      if (what.length > 1) {
        const code = Number.parseInt(what.slice(1), 16);
        if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) fail('an escape is not a character');
        return String.fromCodePoint(code);
      }
      return Object.hasOwn(ESCAPES, what) ? (ESCAPES[what] ?? '') : fail('unknown escape');
    },
  );
}
