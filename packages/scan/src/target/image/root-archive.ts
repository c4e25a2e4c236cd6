/** A root file system in a tar archive, as `docker export` writes it: one layer without a history. */
import { createReadStream } from 'node:fs';
import { countsOf, setIdFiles } from '../root/file-facts.ts';
import { NodeTree } from '../root/node-tree.ts';

import type { Target } from '../target.ts';
import { LayeredFiles } from './apply-layers.ts';
import type { FilePile } from './file-pile.ts';
import { type Keep, readLayer } from './read-layer.ts';
import { Spool } from './spool.ts';

const RELEASES = ['etc/os-release', 'usr/lib/os-release'];
const MAX_BYTES = 32 * 1024 * 1024 * 1024;
const MAX_ENTRIES = 5_000_000;

/** Undefined where the archive holds no root file system. */
export async function openRootArchive(
  path: string,
  pile: FilePile,
  name: string,
  keep: Keep,
): Promise<Target | undefined> {
  if (!RELEASES.some((release) => pile.sizeOf(release) !== undefined)) return undefined;
  const spool = new Spool();
  const files = new LayeredFiles();
  try {
    const budget = { bytes: MAX_BYTES, entries: MAX_ENTRIES };
    const { sparse } = await readLayer({
      pieces: createReadStream(path, { highWaterMark: 1024 * 1024 }),
      label: 'the archive',
      files,
      spool,
      keep,
      budget,
      like: 'sha256:',
    });
    const { root } = files;
    const tree = new NodeTree(root);
    return {
      tree,
      file: undefined,
      name,
      contents: {
        kind: 'root',
        facts: { layers: [], counts: countsOf(root), setId: setIdFiles(root) },
        unknowns: sparse.map((one) => ({
          reason: 'not-read',
          message: 'a sparse file',
          location: { path: one },
          losesComponents: true,
        })),
        skipped: [],
        layerOf: () => undefined,
        earlier: () => [],
        files: () => tree.paths(),
        realPath: (one) => tree.realPath(one),
        isBeside: () => false,
        close: () => spool.close(),
      },
    };
  } catch (error) {
    spool.close();
    throw error;
  }
}
