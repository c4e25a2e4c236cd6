/** Moments in time, RFC 3339, ordered as instants and not as text; fractions of any length count. */
import { withoutEnd } from '../text/trim.ts';
import { remembered } from './remembered.ts';
import type { Scheme } from './scheme.ts';
import { compareParsed, compareText } from './text-order.ts';

/** RFC 3339 §5.6; 60 is a leap second. */
const MOMENT =
  /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d{1,64}))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

interface Moment {
  /** Since 400 years before 1970. */
  readonly seconds: number;
  /** Digits after the point, without zeros at the end. */
  readonly fraction: string;
}

const parse = remembered((text): Moment | null => {
  const match = MOMENT.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  // 400 years later the calendar is the same, and `Date.UTC` does not take years below 100 for those of 1900.
  const midnight = Date.UTC(year + 400, month - 1, day);
  // A day that the month does not have is one of the next month.
  if (new Date(midnight).getUTCDate() !== day) return null;
  const [, , , , , , , fraction = '', sign, zoneHours = '0', zoneMinutes = '0'] = match;
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  return {
    seconds: midnight / 1000 + (hour * 60 + minute - offset) * 60 + second,
    fraction: withoutEnd(fraction, '0'),
  };
});

function compareMoments(x: Moment, y: Moment): number {
  return Math.sign(x.seconds - y.seconds) || compareText(x.fraction, y.fraction);
}

export const datetime: Scheme = {
  compare: (a, b) => compareParsed(a, b, parse, compareMoments),
  isValid: (text) => parse(text) !== null,
  isPrerelease: () => false,
  release: () => null,
};
