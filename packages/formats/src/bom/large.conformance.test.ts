import { expect, test } from 'vitest';
import { filesIn } from '../testdata/bom-files.ts';
import { readBom } from './index.ts';
import { readLargeBom } from './large/index.ts';
import { inventoryOfBom } from './to-inventory/inventory.ts';

/** In pieces of a few bytes, so that every boundary is met. */
function* chunks(text: string, size: number): Generator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('real documents give the same components, edges and scopes', async () => {
  for (const path of [
    'cyclonedx/examples/SBOM/laravel-7.12.0/bom.1.4.json',
    'cyclonedx/examples/SBOM/cern-lhc-vdm-editor-e564943/bom.xml',
    'cyclonedx/examples/SBOM/proton-bridge/proton-bridge-v1.8.0.bom.json',
    'spdx/spec/2.3.1/examples/SPDXJSONExample-v2.3.spdx.json',
  ]) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    const file = filesIn(folder).find((one) => one.path === path);
    if (file === undefined) throw new Error(`${path} is missing`);
    const whole = await readBom(file.bytes, 'x');
    const pieces = readLargeBom(chunks(file.text, 1000), 'x');
    if (whole === null || pieces === null) throw new Error(`${path} is not recognised`);
    const facts = (read: typeof whole) =>
      inventoryOfBom(read, 'x').roots.map((root) =>
        root.components.map(({ key, scope, direct, dependsOn, hashes, licence }) => [
          key,
          scope,
          direct,
          dependsOn,
          hashes,
          licence,
        ]),
      );
    expect(facts(pieces)).toEqual(facts(whole));
  }
});
