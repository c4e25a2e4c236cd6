/**
 * Since which version each format can state what profiles ask for and comparisons look at. What a format cannot state
 * is neither asked for nor a difference. Fields without a place of their own travel as properties (CycloneDX since 1.3)
 * or annotations (SPDX): docs/reference/sbom-formats.md.
 */
import type { BomFormat, BomSource } from '@theriac/core';

type Since = Readonly<Record<BomFormat, string | null>>;

/** Since the first version, null: no version has it. Sources: the schemas of CycloneDX 1.0–1.7; SPDX 2.2, 2.3, 3.0.1. */
const FORMAT_FIELDS = {
  /** `metadata`, which CycloneDX has since 1.2: authors, tools, timestamp, what the document is about. */
  head: { cyclonedx: '1.2', spdx: '2.2' },
  supplier: { cyclonedx: '1.2', spdx: '2.2' },
  licence: { cyclonedx: '1.0', spdx: '2.2' },
  scope: { cyclonedx: '1.0', spdx: null },
  /** `dependencies`; before 1.2 only as an extension. */
  dependencies: { cyclonedx: '1.2', spdx: '2.2' },
  /** `compositions`; relationships to NONE and NOASSERTION; `completeness` of relationships. */
  completeness: { cyclonedx: '1.3', spdx: '2.2' },
  /** `metadata.lifecycles`; types of SBOM in SPDX 3. */
  lifecycle: { cyclonedx: '1.5', spdx: '3.0' },
  /** Serial number; name space of the document. */
  documentId: { cyclonedx: '1.0', spdx: '2.2' },
  /** Support level, end of support, properties of files. */
  properties: { cyclonedx: '1.3', spdx: '2.2' },
  /** Vulnerabilities with an analysis. */
  vulnerabilities: { cyclonedx: '1.4', spdx: '3.0' },
} as const satisfies Readonly<Record<string, Since>>;

export type FormatField = keyof typeof FORMAT_FIELDS;

/** @param source undefined: a document that was made, not read, which can state everything */
export function canState(source: BomSource | undefined, field: FormatField): boolean {
  if (source === undefined) return true;
  const since: string | null = FORMAT_FIELDS[field][source.format];
  return since !== null && atLeast(source.version, since.split('.').map(Number));
}

/** Whether a version of numbers and dots is not below the least one. */
export function atLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [i, want] of least.entries()) {
    const have = parts[i] ?? 0;
    if (have !== want) return have > want;
  }
  return least.length > 0;
}
