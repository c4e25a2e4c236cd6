import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

const MANIFEST = `julia_version = "1.9.0"
manifest_format = "2.0"

[[deps.Dates]]
deps = ["Printf"]
uuid = "ade2ca70-3891-5945-98fb-dc099432e06a"

[[deps.JSON]]
deps = ["Parsers"]
git-tree-sha1 = "31e996f0a15c7b280ba9f76636b3ff9e2ae58c9a"
uuid = "682c06a0-de6a-54ab-a142-c8b1cf79cde6"
version = "0.21.4"

[[deps.Parsers]]
git-tree-sha1 = "716e24b21538abc91f6205fd1d8363f39b442851"
uuid = "69de0a69-1ddd-5017-9359-2bf0b02dc9f0"
version = "2.7.2"

[[deps.Printf]]
uuid = "de0858da-6303-5e67-8744-51eddeeeb8d7"
`;

test('Manifest.toml: versions and edges by name', async () => {
  const result = await read('julia/manifest', { 'Manifest.toml': MANIFEST });
  const components = result.roots.flatMap((root) => root.components);
  const json = components.find((c) => c.name === 'JSON');
  const parsers = components.find((c) => c.name === 'Parsers');
  expect(json).toMatchObject({ version: '0.21.4', dependsOn: [parsers?.key] });
  expect(parsers?.version).toBe('2.7.2');
});

test('a package that the manifest does not list is a known unknown', async () => {
  const result = await read('julia/manifest', {
    'Manifest.toml': MANIFEST.replace('deps = ["Parsers"]', 'deps = ["Missing"]'),
  });
  expect(result.unknowns.map((u) => u.reason)).toContain('dangling-edge');
});

damaged(extractorOf(extractors, 'julia/manifest'), 'Manifest.toml', MANIFEST);
