/** What only another format says of a document: the rests of its parts, reported as losses. */
import type { BomParty, BomRest, BomRestFormat } from '@theriac/core';
import { foreignKeys, type Losses, pointer } from './losses.ts';

interface Holder {
  readonly rest?: BomRest;
}

export class ForeignRests {
  readonly #family: BomRestFormat;
  readonly #why: string;
  readonly #losses: Losses;

  /**
   * @param family whose own rests are written, and no loss
   * @param format its name for people
   */
  constructor(family: BomRestFormat, format: string, losses: Losses) {
    this.#family = family;
    this.#why = `${format} has no field for it`;
    this.#losses = losses;
  }

  of({ rest }: Holder, path: string): void {
    if (rest === undefined || rest.format === this.#family) return;
    for (const key of foreignKeys(rest)) this.#losses.add(pointer(path, 'rest', 'fields', key), this.#why);
  }

  each(holders: readonly Holder[], path: string): void {
    for (const [index, holder] of holders.entries()) this.of(holder, pointer(path, index));
  }

  party(party: BomParty | undefined, path: string): void {
    if (party === undefined) return;
    this.of(party, path);
    this.each(party.contacts, pointer(path, 'contacts'));
  }

  parties(parties: readonly BomParty[], path: string): void {
    for (const [index, party] of parties.entries()) this.party(party, pointer(path, index));
  }
}
