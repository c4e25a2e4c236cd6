/** Every public document against itself, and against itself in every other format that carries what is compared. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Bom, type BomRead, TheriacError } from '@theriac/core';
import { readBom, writeBom } from '@theriac/formats/bom';
import { BOM_TARGETS } from '@theriac/formats/bom/tables';
import { FIXTURES, folderOf } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { diffBoms } from './diff.ts';

const MAX_BYTES = 2_000_000;
/** Losses that take away what is compared. */
const COMPARED =
  /^\/components\/[^/]+(?:$|\/(?:name|group|version|purl|kind|element|licences|supplier|manufacturer|authors|publisher|hashes|scope|parent))|^\/(?:relationships|subjects|licenceTexts)/;

const files = ['cyclonedx', 'spdx'].flatMap((kind) =>
  readdirSync(join(folderOf(FIXTURES), kind), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:json|xml|spdx|jsonld)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)),
);

async function documentIn(path: string): Promise<BomRead | null> {
  const bytes = readFileSync(path);
  if (bytes.length > MAX_BYTES) return null;
  try {
    return await readBom(bytes, basename(path));
  } catch (error) {
    if (error instanceof TheriacError) return null;
    throw error;
  }
}

function differences(before: Bom, after: Bom): unknown[] {
  const { changes, addedEdges, removedEdges } = diffBoms(before, after);
  return [...changes, ...addedEdges, ...removedEdges];
}

test('nothing differs from itself, reordered or converted', { timeout: 300_000 }, async () => {
  const differing: string[] = [];
  let compared = 0;
  for (const path of files) {
    const read = await documentIn(path);
    if (read === null) continue;
    const { bom } = read;
    const reversed = {
      ...bom,
      components: [...bom.components].reverse(),
      relationships: [...bom.relationships].reverse(),
    };
    for (const same of [bom, reversed]) {
      compared += 1;
      if (differences(bom, same).length > 0) differing.push(path);
    }
    for (const target of BOM_TARGETS) {
      const { text, losses } = await writeBom(bom, target);
      if (losses.some((loss) => COMPARED.test(loss.path))) continue;
      const converted = await readBom(Buffer.from(text), 'converted');
      compared += 1;
      if (converted === null || differences(bom, converted.bom).length > 0)
        differing.push(`${path} as ${target.format}@${target.version} ${target.encoding}`);
    }
  }
  expect(differing).toEqual([]);
  expect(compared).toBeGreaterThan(10_000);
});
