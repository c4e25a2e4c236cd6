/** A password that a rule of configuration has told, with what it opens, is not told again as a password in a file. */
import type { Location, RawFinding } from '@theriac/core';

const HARD_CODED = 'CWE-798';

export function toldOnce(raw: readonly RawFinding[]): readonly RawFinding[] {
  const told = new Set(
    raw
      .filter(({ rule }) => rule.kind !== 'secret' && rule.cwe?.includes(HARD_CODED) === true)
      .flatMap(({ locations }) => locations.map(placeOf)),
  );
  if (told.size === 0) return raw;
  return raw.flatMap((one): RawFinding[] => {
    if (one.rule.kind !== 'secret') return [one];
    const left = one.locations.filter((place) => !told.has(placeOf(place)));
    if (left.length === one.locations.length) return [one];
    return left.length === 0 ? [] : [{ ...one, locations: left }];
  });
}

function placeOf({ path, line }: Location): string {
  return `${path}:${line ?? ''}`;
}
