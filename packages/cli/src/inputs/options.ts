/** What commands read from their options and from the environment. */
import { TheriacError } from '@theriac/core';
import { isDay } from '@theriac/govern';

/** Options of one command, as commander collected them; each command knows which it declared. */
export class Options {
  readonly #given: Readonly<Record<string, unknown>>;

  constructor(given: object) {
    this.#given = given as Record<string, unknown>;
  }

  text(name: string): string | undefined {
    const value = this.#given[name];
    return typeof value === 'string' ? value : undefined;
  }

  flag(name: string): boolean {
    return this.#given[name] === true;
  }

  list(name: string): readonly string[] {
    const value = this.#given[name];
    return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
  }

  get(name: string): unknown {
    return this.#given[name];
  }
}

/** The day to judge by: `--as-of`, else SOURCE_DATE_EPOCH, else today (UTC). */
export function asOfDay(given: string | undefined, env: NodeJS.ProcessEnv, now: Date): string {
  if (given !== undefined) {
    if (!isDay(given))
      throw new TheriacError('THERIAC_USAGE', `--as-of ${given}: not a day that exists; write YYYY-MM-DD`);
    return given;
  }
  const epoch = Number(env.SOURCE_DATE_EPOCH);
  const time =
    env.SOURCE_DATE_EPOCH !== undefined && Number.isSafeInteger(epoch) ? new Date(epoch * 1000) : now;
  return time.toISOString().slice(0, 10);
}

/** RFC 3339 without fraction, for headers of indexes. */
export function timestamp(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}
