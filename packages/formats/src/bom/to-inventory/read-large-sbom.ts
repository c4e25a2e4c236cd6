/** Large bills of materials as scan targets: read in pieces, see `bom/large/index.ts` for what is not kept. */
import type { BomFormat } from '@theriac/core';
import { readLargeBom } from '../large/index.ts';
import { type InventoryParts, inventoryOfParts, partsOfBom } from './inventory.ts';
import type { SbomInventory } from './read-sbom.ts';

/**
 * @param chunks of the document in UTF-8, from its beginning
 * @param path what locations call it
 * @returns null for anything that is not CycloneDX or SPDX
 * @throws TheriacError as `readLargeBom` does
 */
export function readLargeSbom(chunks: Iterable<Uint8Array>, path: string): SbomInventory | null {
  const read = partsOf(chunks, path);
  return read === null ? null : { format: read.format, ...inventoryOfParts(read) };
}

/** A function of its own, so that the document can be let go before the graph is built. */
function partsOf(
  chunks: Iterable<Uint8Array>,
  path: string,
): ({ readonly format: BomFormat } & InventoryParts) | null {
  const read = readLargeBom(chunks, path);
  return read === null
    ? null
    : { format: read.bom.source?.format ?? 'cyclonedx', ...partsOfBom(read, path, read.forget) };
}
