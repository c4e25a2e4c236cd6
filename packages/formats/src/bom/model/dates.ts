/** Dates as SPDX writes them: with a time, to the second, in UTC. */

/** For a document that does not say when it was made, where the caller does not say when it is written. */
export const NO_DATE = '1970-01-01T00:00:00Z';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

export const isDateTime = (text: string): boolean => DATE_TIME.test(text);

/** Whether the calendar has the day of a date and time. */
export function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})T/.exec(text) ?? [];
  return day === '' || Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

/** The same moment to the second in UTC, as SPDX writes it; undefined for what names no moment. */
export function momentOf(text: string): string | undefined {
  if (isDateTime(text)) return isDay(text) ? text : undefined;
  const [, day, clock, zone] = MOMENT.exec(text) ?? [];
  if (day === undefined) return undefined;
  // A day gets the first second of it; a time without an offset is taken as UTC.
  const time = Date.parse(clock === undefined ? day : `${day}T${clock}${zone ?? 'Z'}`);
  if (Number.isNaN(time)) return undefined;
  const moment = `${new Date(time).toISOString().slice(0, 19)}Z`;
  return isDateTime(moment) ? moment : undefined;
}

/** A day gets the first second of it; everything else stays as it is. */
export function withTime(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
}
