/**
 * A bill of materials in a folder: the project's own repeats what is listed already, that of a supplier lists packages
 * that nothing else does. Which of the two it is follows from what it says it is about (`inventory/foreign-boms.ts`).
 */
import type { Extract } from '@theriac/core';
import { NOTHING } from '../shared/root-builder.ts';

/** What every format that is read has near its beginning, or somewhere at its top. */
const MARKER = /"bomFormat"|cyclonedx\.org\/schema\/bom|^SPDXVersion:|"spdxVersion"|spdx\.org\/rdf/m;

export const extract: Extract = async (file) => {
  if (!MARKER.test(asBuffer(file.bytes()).toString('latin1'))) return NOTHING;
  const { readSbom } = await import('@theriac/formats/bom');
  const sbom = await readSbom(file.bytes(), file.path);
  if (sbom === null || sbom.roots.every((root) => root.components.length === 0)) return NOTHING;
  return { ...NOTHING, describes: sbom.roots.flatMap(({ name }) => (name === undefined ? [] : [name])) };
};

/** The same bytes, not a copy. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
