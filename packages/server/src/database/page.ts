/** Pages of a list: each continues behind the last item of the one before, so that no item is shown twice or missed. */
import { ApiFailure } from '../errors.ts';

export interface Page<T> {
  items: T[];
  next?: string;
}

/** @param found one more than the limit where there is another page */
export function pageOf<T extends { readonly id: string }>(found: readonly T[], limit: number): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: last.id } : { items };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id that a page continues behind. */
export function after(given: string | undefined): string {
  if (given === undefined || !UUID.test(given))
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'query.after', message: 'is not the `next` of a page' }],
    });
  return given;
}
