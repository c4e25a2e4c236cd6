/** The popular names of each ecosystem, loaded and unpacked when first asked for. */
import { inflateRawSync } from 'node:zlib';
import type { EcosystemId, Inventory } from '@theriac/core';
import type { ListFor } from './judge-names.ts';
import { type PackedNames, PopularList, packNames } from './popular-list.ts';

/** Unpacks the lists of the ecosystems that the inventory has. */
export async function listsFor(inventory: Pick<Inventory, 'components'>): Promise<ListFor> {
  const lists = new Map<EcosystemId, PopularList>();
  for (const id of new Set(inventory.components.map((c) => c.ecosystem))) {
    const bytes = await packed(id);
    if (bytes !== undefined) lists.set(id, new PopularList(bytes));
  }
  return (id) => lists.get(id);
}

async function packed(id: EcosystemId): Promise<PackedNames | undefined> {
  if (id === 'npm' || id === 'deno') return unpacked(await import('./popular-npm.ts'));
  if (id === 'pypi') return unpacked(await import('./popular-pypi.ts'));
  const { WELL_KNOWN } = await import('./well-known.ts');
  const names = WELL_KNOWN[id];
  return names === undefined ? undefined : packNames(names);
}

function unpacked(list: { readonly PACKED: string; readonly HALVES: string }): PackedNames {
  return {
    names: Buffer.from(list.PACKED, 'base64'),
    halves: inflateRawSync(Buffer.from(list.HALVES, 'base64')),
  };
}
