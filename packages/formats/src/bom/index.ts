/**
 * Bills of materials: CycloneDX 1.0–1.7 (JSON since 1.2, XML), SPDX 2.2 and 2.3 (JSON, tag-value) and SPDX 3.0.1
 * (JSON-LD). Every reader and writer is loaded when it is needed.
 */
import type { Bom, BomProblem, BomRead, BomWritten, ScanResult } from '@theriac/core';
import type { BomTarget } from './targets.ts';
import type { SbomInventory } from './to-inventory/read-sbom.ts';

export { isUtf8 } from './document/decode.ts';
export { LARGE_BOM_BYTES } from './document/large.ts';
export { rootRef, TARGET_REF } from './from-scan/refs.ts';
export { restsOnFiles } from './from-scan/uncarried.ts';
export type { BomTarget } from './targets.ts';

/**
 * Reads a document of any of the formats.
 * @param input text, or bytes in UTF-8, UTF-16 or an encoding that XML declares
 * @param path what locations and errors call the document
 * @returns the document, what could not be resolved, and where it breaks its format; null for a text that is not a
 *   bill of materials. A document with problems is read as far as it is understood.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line for one that is broken or of a form that is not read;
 *   THERIAC_INPUT_LIMIT for hostile XML
 */
export async function readBom(input: string | Uint8Array, path: string): Promise<BomRead | null> {
  return (await import('./read.ts')).readBom(input, path);
}

/**
 * A document that is too large to hold, with what profiles of minimum elements ask for.
 * @param chunks of the document in UTF-8, read once from the beginning
 */
export async function readBomForQuality(chunks: Iterable<Uint8Array>, path: string): Promise<BomRead | null> {
  return (await import('./large/index.ts')).readLargeBom(chunks, path, 'quality');
}

/**
 * Everything that is wrong with a document: its encoding, what breaks the schema of its version, and what no schema
 * checks (duplicate ids, dangling references, malformed identifiers and hashes).
 * @returns in the order of lines; one problem `encoding/none` for a text that is broken or not a bill of materials
 */
export async function validateBom(input: string | Uint8Array, path: string): Promise<BomProblem[]> {
  return (await import('./validate.ts')).validateBom(input, path);
}

/**
 * As {@link validateBom}, without holding the document.
 * @param open chunks of the document in UTF-8 from its beginning, each time that it is called
 */
export async function validateBomInParts(
  open: () => Iterable<Uint8Array>,
  path: string,
): Promise<BomProblem[]> {
  return (await import('./validate.ts')).validateBomInParts(open, path);
}

/**
 * Writes a document in any of `BOM_TARGETS`.
 * @returns text that is valid in the target's schema, and every part of the document that it cannot express
 * @throws TheriacError THERIAC_USAGE for a target that does not exist
 */
export async function writeBom(bom: Bom, target: BomTarget): Promise<BomWritten> {
  return (await import('./write.ts')).writeBom(bom, target);
}

/**
 * What a scan found as a bill of materials. Deterministic: dates come from `result.asOf`.
 * @param options.inventoryOnly without vulnerabilities and judgements
 */
export async function bomOfScan(
  result: ScanResult,
  options: { readonly inventoryOnly?: boolean } = {},
): Promise<Bom> {
  return (await import('./from-scan/bom-of-scan.ts')).bomOfScan(result, options);
}

/**
 * A bill of materials as a scan target.
 * @returns null for a text that is not a bill of materials
 * @throws TheriacError as {@link readBom} does
 */
export async function readSbom(input: string | Uint8Array, path: string): Promise<SbomInventory | null> {
  return (await import('./to-inventory/read-sbom.ts')).readSbom(input, path);
}

/**
 * A bill of materials that is too large to hold, as a scan target.
 * @param chunks of the document in UTF-8, from its beginning
 * @returns null for anything else than CycloneDX and SPDX 2
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line, THERIAC_INPUT_LIMIT
 */
export async function readLargeSbom(
  chunks: Iterable<Uint8Array>,
  path: string,
): Promise<SbomInventory | null> {
  return (await import('./to-inventory/read-large-sbom.ts')).readLargeSbom(chunks, path);
}
