/** The `product:` and `support:` sections of `theriac.yaml`: what only its maker can say of what is shipped. */
import type { BomSupportLevel } from '@theriac/core';

/** What the bill of materials is about. */
export interface ProductConfig {
  readonly name?: string;
  readonly version?: string;
  readonly supplier?: string;
  /** Address of the supplier's security or compliance contact. */
  readonly email?: string;
  readonly url?: string;
  readonly purl?: string;
  readonly cpe?: string;
  readonly supportLevel?: BomSupportLevel;
  /** YYYY-MM-DD */
  readonly endOfSupport?: string;
}

/** How long a component is supported, where no feed knows. */
export interface SupportConfig {
  /** Package name or purl, with or without version. */
  readonly package: string;
  readonly level: BomSupportLevel;
  /** YYYY-MM-DD */
  readonly endOfSupport?: string;
  /** Where it is (`theriac.yaml:12`). */
  readonly source: string;
}
