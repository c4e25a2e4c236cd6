/** Filters, versions and lists of RFC 7644, as far as identity providers use them. */
import { SCIM } from '@theriac/contract';
import { ApiFailure } from '../../errors.ts';
import type { Call } from '../../http/call.ts';

/** `userName eq "x"` */
export interface Filter {
  readonly attribute: string;
  readonly value: string;
}

const FILTER = /^([A-Za-z]{1,30}) +eq +("(?:[^"\\]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*")$/i;

/** @throws ApiFailure where it is another one than `eq` of an attribute that can be searched */
export function filterOf(text: string | undefined, attributes: readonly string[]): Filter | undefined {
  if (text === undefined) return undefined;
  const found = FILTER.exec(text.trim());
  const attribute = attributes.find((one) => one.toLowerCase() === found?.[1]?.toLowerCase());
  if (found === null || attribute === undefined)
    throw new ApiFailure(
      'INVALID',
      `invalidFilter: only ${attributes.map((one) => `${one} eq "…"`).join(' or ')}.`,
    );
  return { attribute, value: JSON.parse(found[2] ?? '""') as string };
}

export const etagOf = (version: number): string => `W/"${version}"`;

/** @throws ApiFailure where the caller knows another version */
export function checkVersion({ ifMatch, setEtag }: Call, version: number): void {
  setEtag(etagOf(version));
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const known = ifMatch.split(',').map((one) => one.trim());
  if (!known.includes(etagOf(version))) throw new ApiFailure('CONFLICT');
}

export interface Page {
  readonly startIndex: number;
  readonly count: number;
}

export function listOf<T>(found: readonly T[], total: number, { startIndex }: Page) {
  return {
    schemas: [SCIM.list],
    totalResults: total,
    startIndex,
    itemsPerPage: found.length,
    Resources: [...found],
  };
}
