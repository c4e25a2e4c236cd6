/** Small parts that every element of a bill of materials can carry: properties, hashes, references. */
import type { BomRest } from './rest.ts';
import type { BomHashAlgorithm } from './vocabulary.ts';

export interface BomExternalReference {
  /** The words of CycloneDX (`vcs`, `website`, `distribution`, …); else as the format writes it. */
  readonly type: string;
  readonly url: string;
  readonly comment?: string;
  readonly hashes: readonly BomHash[];
  readonly rest?: BomRest;
}

export interface BomHash {
  readonly algorithm: BomHashAlgorithm;
  /** As written, usually hexadecimal. */
  readonly value: string;
}

export interface BomProperty {
  readonly name: string;
  readonly value: string;
  /** What a format says beyond name and value. */
  readonly rest?: BomRest;
}
