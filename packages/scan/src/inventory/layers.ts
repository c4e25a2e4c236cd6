/** Since which layer of an image each component is in it. */
import type { Component, ExtractContext, Inventory, TargetFile, Tree } from '@theriac/core';
import type { RootContents } from '../target/root/root-contents.ts';
import type { WalkedFile } from '../target/walk.ts';
import { cleanFile } from './clean-file.ts';
import { runExtractor } from './run-extractor.ts';

/**
 * A component is of the layer that wrote the file that lists it; of a database that several layers wrote, of the lowest
 * from which on it was listed without a break.
 */
export async function withLayers(
  inventory: Inventory,
  files: readonly WalkedFile[],
  contents: RootContents,
  tree: Tree,
): Promise<Inventory> {
  if (contents.facts.layers.length === 0) return inventory;
  const histories = new Map<string, readonly Listed[]>();
  for (const file of files) {
    const history = await listedBefore(file, contents, tree);
    if (history.length > 0) histories.set(file.path, history);
  }
  const components = inventory.components.map((component): Component => {
    const { path, line } = component.location;
    let layer = contents.layerOf(path, line);
    if (layer === undefined) return component;
    for (const { layer: earlier, keys } of histories.get(path) ?? []) {
      if (!keys.has(keyOf(component))) break;
      layer = earlier;
    }
    return { ...component, layer };
  });
  return { ...inventory, components };
}

interface Listed {
  readonly layer: number;
  readonly keys: ReadonlySet<string>;
}

/** What a file listed in lower layers, from the highest of them down. */
async function listedBefore(
  { path, extractors }: WalkedFile,
  contents: RootContents,
  tree: Tree,
): Promise<Listed[]> {
  if (extractors.length === 0) return [];
  // Some read their file by its path: they must get the state in hand.
  let current: TargetFile | undefined;
  const context: ExtractContext = {
    file: (other) => {
      const file = other === path ? (current ?? null) : tree.file(other);
      return file === null ? null : cleanFile(file);
    },
    exists: (other) => tree.exists(other),
    matched: [path],
    named: () => [],
  };
  const listed: Listed[] = [];
  for (const { layer, file } of contents.earlier(path).toReversed()) {
    const keys = new Set<string>();
    current = file;
    for (const extractor of extractors) {
      // What is wrong with an earlier state is nothing that the image shows.
      const result = await runExtractor(extractor, file, file, context, () => undefined);
      for (const root of result.roots) for (const component of root.components) keys.add(keyOf(component));
    }
    listed.push({ layer, keys });
  }
  return listed;
}

function keyOf({ name, version, qualifiers }: Pick<Component, 'name' | 'version' | 'qualifiers'>): string {
  return `${name}\n${version ?? ''}\n${qualifiers?.arch ?? ''}`;
}
