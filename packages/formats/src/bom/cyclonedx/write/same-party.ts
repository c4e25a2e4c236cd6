import type { BomParty } from '@theriac/core';
import { encodePart } from '../../model/model-json.ts';

/** Whether a party comes back as it went in; what only a format says is compared only when asked for. */
export function isSameParty(party: BomParty, back: BomParty | undefined, withRest = false): boolean {
  if (back === undefined) return false;
  const text = ({ rest, ...said }: BomParty): string =>
    JSON.stringify([encodePart(sorted(said)), withRest ? (rest ?? null) : null]);
  return text(party) === text(back);
}

function sorted(part: object): object {
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}
