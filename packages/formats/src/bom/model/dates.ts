/** Dates as SPDX writes them: with a time, to the second, in UTC. */

/** For a document that does not say when it was made: the same input gives the same bytes. */
export const NO_DATE = '1970-01-01T00:00:00Z';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

export const isDateTime = (text: string): boolean => DATE_TIME.test(text);

/** A day gets the first second of it; everything else stays as it is. */
export function withTime(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
}
