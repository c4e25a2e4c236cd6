/** VEX statements in one shape, whatever the document they came in. */

export const VEX_STATUSES = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const;
export type VexStatus = (typeof VEX_STATUSES)[number];

export const VEX_JUSTIFICATIONS = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;
export type VexJustification = (typeof VEX_JUSTIFICATIONS)[number];

/** One version or one range (`vers:`) that a statement is about. */
export type VexVersions = { readonly version: string } | { readonly range: string };

/** Something of one bill of materials, whichever place that document has (`urn:cdx:<serial>/<version>#<ref>`). */
export interface BomLink {
  /** UUID, in lower case. */
  readonly serial: string;
  readonly version: number;
  /** As the link writes it, percent-encoded or not; absent: the document as a whole. */
  readonly ref?: string;
}

/** A product or a component as a VEX document names it. */
export interface VexTarget {
  /** As written: a purl, a CPE, a name, an address, an id of the document. */
  readonly id: string;
  /** Further purls and CPE names of the same thing. */
  readonly identifiers?: readonly string[];
  readonly vendor?: string;
  readonly name?: string;
  readonly version?: string;
  /** The versions meant, as `vers:`, where the document speaks of a range. */
  readonly range?: string;
  /** The only versions meant, whatever `version` says; an empty list: none that can be named. */
  readonly versions?: readonly VexVersions[];
  /** It is in another document, and nothing else is. */
  readonly link?: BomLink;
}

export interface VexProduct extends VexTarget {
  /** Components of it that the statement is about; empty: the product itself. */
  readonly subcomponents: readonly VexTarget[];
}

export interface VexStatement {
  /** Ids of the vulnerability: its name and aliases. */
  readonly vulnerability: readonly string[];
  readonly products: readonly VexProduct[];
  readonly status: VexStatus;
  readonly justification?: VexJustification;
  readonly impactStatement?: string;
  readonly actionStatement?: string;
  /** The document says of itself that it is not published yet. */
  readonly draft?: true;
  /** RFC 3339; of the statement, else of the document. */
  readonly timestamp: string;
  readonly author: string;
  /** `vex.openvex.json#3`: document and 1-based number of the statement. */
  readonly source: string;
}
