/** The day and the time of a run, which the user can fix. */

/** The day to use: `--as-of`, else SOURCE_DATE_EPOCH, else today (UTC). */
export function asOfDay(given: string | undefined, env: NodeJS.ProcessEnv, now: Date): string {
  return given ?? (timeOf(env) ?? now).toISOString().slice(0, 10);
}

/**
 * Now, or the time of SOURCE_DATE_EPOCH, or the beginning of a day that was named, as RFC 3339: the same input at the
 * same time gives the same bytes.
 * @param day `--as-of`
 */
export function nowOf(env: NodeJS.ProcessEnv, day?: string): string {
  const time = timeOf(env);
  return time === undefined && day !== undefined ? `${day}T00:00:00Z` : timestamp(time ?? new Date());
}

/** RFC 3339 without fraction. */
export function timestamp(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}

/** The last second of the year 9999: RFC 3339 has no later ones. */
const LAST = 253_402_300_799;

function timeOf(env: NodeJS.ProcessEnv): Date | undefined {
  const epoch = Number(env.SOURCE_DATE_EPOCH);
  return env.SOURCE_DATE_EPOCH !== undefined && Number.isSafeInteger(epoch) && epoch >= 0 && epoch <= LAST
    ? new Date(epoch * 1000)
    : undefined;
}
