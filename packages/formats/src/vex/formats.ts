/** The forms of VEX documents. */
import type { VexStatement } from '@theriac/core';

export const VEX_FORMATS = ['openvex', 'csaf', 'cyclonedx'] as const;
export type VexFormat = (typeof VEX_FORMATS)[number];

export interface VexDocument {
  readonly format: VexFormat;
  readonly statements: readonly VexStatement[];
}
