/** Moments in time, RFC 3339, ordered as instants and not as text; fractions of any length count. */
import type { Scheme } from './scheme.ts';
import { compareText } from './text-order.ts';

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,64}))?([Zz]|[+-]\d\d:\d\d)$/;

interface Moment {
  readonly seconds: number;
  /** Digits after the point, without zeros at the end. */
  readonly fraction: string;
}

function parse(text: string): Moment | null {
  const match = MOMENT.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 60) return null;
  const zone = match[8] ?? 'Z';
  const offset = zone.length === 1 ? 0 : Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  const east = zone.startsWith('-') ? -offset : offset;
  const days = daysBefore(year) + daysBeforeMonth(year, month) + day;
  const seconds = ((days * 24 + hour) * 60 + minute - east) * 60 + second;
  return { seconds, fraction: (match[7] ?? '').replace(/0+$/, '') };
}

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysIn(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTHS[month - 1] ?? 0);
}

function daysBefore(year: number): number {
  const past = year - 1;
  return year * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

function daysBeforeMonth(year: number, month: number): number {
  let days = 0;
  for (let m = 1; m < month; m += 1) days += daysIn(year, m);
  return days;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const x = parse(a);
  const y = parse(b);
  if (x === null || y === null) return x === y ? compareText(a, b) : x === null ? -1 : 1;
  return Math.sign(x.seconds - y.seconds) || compareText(x.fraction, y.fraction);
}

export const datetime: Scheme = {
  compare,
  isValid: (text) => parse(text) !== null,
  isPrerelease: () => false,
  release: () => null,
};
