/** Every key of a JSON file twice, with two values: which of them counts is told. */
import { DEFAULT_CONFIG } from '@theriac/govern';
import { takeInventory } from '@theriac/scan';
import { MemoryTree } from '@theriac/scan/target';
import { doubledKeys, subjectOf } from '@theriac/testing/losses';
import { SEEDS, type Seed } from '@theriac/testing/seeds';
import { isJson } from './json.ts';
import type { Suite } from './suite.ts';

const DEPTH = 8;

export const duplicates: Suite = {
  id: 'duplicates',
  promise: 'A key that stands twice in a package file is a known unknown',
  run: async (form) => {
    const broken: string[] = [];
    let tried = 0;
    for (const seed of SEEDS) {
      const [path, content] = subjectOf(seed);
      if (!isJson(content.toString())) continue;
      const variants = doubledKeys(content.toString(), DEPTH);
      for (const [what, doubled] of variants.filter((_, at) => form === 'long' || at % 3 === 0)) {
        tried += 1;
        if (!(await isTold(seed, path, doubled))) broken.push(`${path}: ${what}`);
      }
    }
    return { tried, broken };
  },
};

async function isTold(seed: Seed, path: string, doubled: string): Promise<boolean> {
  const tree = new MemoryTree({ ...seed.files, [path]: doubled });
  const { inventory } = await takeInventory({
    path: { tree, file: undefined, name: 'target' },
    config: DEFAULT_CONFIG,
  });
  return inventory.unknowns.some(
    (u) => u.location.path === path && /twice|duplicate/.test(`${u.reason} ${u.message}`),
  );
}
