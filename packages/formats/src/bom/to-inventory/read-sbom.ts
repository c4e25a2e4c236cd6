/** Bills of materials as scan targets: every format that `bom/index.ts` reads. */
import type { BomFormat, ExtractResult } from '@theriac/core';
import { readBom } from '../read.ts';
import { inventoryOfBom } from './inventory.ts';

/** What a scan takes from a bill of materials. */
export type SbomInventory = { readonly format: BomFormat } & ExtractResult;

/**
 * @param input the document, as text or bytes
 * @param path what locations call it
 * @returns null for anything that is not a bill of materials at all
 * @throws TheriacError as `readBom` does
 */
export async function readSbom(input: string | Uint8Array, path: string): Promise<SbomInventory | null> {
  const read = await readBom(input, path);
  if (read === null) return null;
  return { format: read.bom.source?.format ?? 'cyclonedx', ...inventoryOfBom(read, path) };
}
