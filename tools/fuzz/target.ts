/**
 * What the fuzzer calls with each input: the inventory of a folder in memory in which one file is the input. An input is
 * a crash when an extractor throws anything but a coded error, or when the inventory contradicts itself.
 */
import { TheriacError } from '@theriac/core';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { type Taken, takeInventory } from '@theriac/scan';
import { MemoryTree, type Target } from '@theriac/scan/target';
import { readerOf } from './readers.ts';

const reader = readerOf(process.env.THERIAC_FUZZ_READER ?? '');

export async function fuzz(data: Buffer): Promise<void> {
  const tree = new MemoryTree({ ...reader.files, [reader.path]: data });
  const taken = await taking({ tree, file: reader.alone === true ? reader.path : undefined, name: 'target' });
  if (taken === undefined) return;
  const { inventory, defects } = taken;
  const [defect] = defects;
  if (defect !== undefined) throw defect.error;
  const ids = new Set(inventory.components.map(({ id }) => id));
  if (ids.size !== inventory.components.length) throw new Error('two components have one id');
  for (const component of inventory.components) {
    if (component.name === '') throw new Error(`a component without a name: ${component.id}`);
    if (component.version === '') throw new Error(`an empty version: ${component.id}`);
    for (const to of component.dependsOn)
      if (!ids.has(to)) throw new Error(`${component.id} depends on ${to}, which is not there`);
  }
}

/** Undefined where the target as a whole is refused. */
async function taking(target: Target): Promise<Taken | undefined> {
  try {
    return await takeInventory({ path: target, config: DEFAULT_CONFIG });
  } catch (error) {
    if (error instanceof TheriacError) return undefined;
    throw error;
  }
}
