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
  /** RFC 3339; of the statement, else of the document. */
  readonly timestamp: string;
  readonly author: string;
  /** `vex.openvex.json#3`: document and 1-based number of the statement. */
  readonly source: string;
}
