/** People, organisations and tools that a bill of materials names. */
import type { BomExternalReference, BomHash } from './parts.ts';
import type { BomRest } from './rest.ts';

/** A person or an organisation. */
export interface BomParty {
  readonly kind: 'organization' | 'person' | 'tool' | 'unknown';
  readonly name?: string;
  /** Of the person, or of the organisation itself (SPDX writes it in parentheses). */
  readonly email?: string;
  readonly phone?: string;
  readonly urls: readonly string[];
  /** People of an organisation. */
  readonly contacts: readonly BomContact[];
  /** `bom-ref` or IRI, where the format gives parties ids. */
  readonly ref?: string;
  readonly rest?: BomRest;
}

export interface BomContact {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly rest?: BomRest;
}

/** What made the document. */
export interface BomTool {
  /** CycloneDX lists tools as components or services since 1.5; before, and in SPDX, they are plain tools. */
  readonly form: 'tool' | 'component' | 'service';
  readonly vendor?: string;
  readonly name?: string;
  readonly version?: string;
  readonly hashes: readonly BomHash[];
  readonly externalReferences: readonly BomExternalReference[];
  readonly ref?: string;
  readonly rest?: BomRest;
}
