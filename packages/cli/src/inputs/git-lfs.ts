/**
 * Files that Git LFS keeps (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md): the commit holds a pointer, the
 * working copy the content. Content that this clone has is read in the place of the pointer; nothing is fetched.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openRegular } from '@theriac/advisories';
import type { RevisionObjects } from '@theriac/scan/target';
import { git } from './git-program.ts';

const POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-[^\n]{1,500}\n)*oid sha256:([0-9a-f]{64})\nsize (\d{1,15})\n/;
/** A pointer is smaller than this. */
const MAX_POINTER = 1024;
const MIN_POINTER = 100;

export function withoutPointers(objects: RevisionObjects, folder: string): RevisionObjects {
  const store = storeOf(folder);
  if (store === undefined) return objects;
  const small = [...objects.files].filter(
    ([, { size }]) => size !== null && size >= MIN_POINTER && size < MAX_POINTER,
  );
  const contents = small.length === 0 ? [] : objects.read(small.map(([, { id }]) => id));
  const stored = new Map<string, { readonly path: string; readonly oid: string }>();
  const files = new Map(objects.files);
  for (const [i, [file, { id }]] of small.entries()) {
    const [, oid, size] = POINTER.exec(Buffer.from(contents[i] ?? []).toString('latin1')) ?? [];
    if (oid === undefined || size === undefined) continue;
    const path = join(store, oid.slice(0, 2), oid.slice(2, 4), oid);
    if (!existsSync(path)) continue;
    stored.set(id, { path, oid });
    files.set(file, { id, size: Number(size) });
  }
  if (stored.size === 0) return objects;
  return {
    ...objects,
    files,
    read: (ids) => {
      const plain = ids.filter((id) => !stored.has(id));
      const read = plain.length === 0 ? [] : objects.read(plain);
      const byId = new Map(plain.map((id, i) => [id, read[i]]));
      return ids.map((id) => {
        const kept = stored.get(id);
        return kept === undefined ? byId.get(id) : contentOf(kept.path, kept.oid);
      });
    },
  };
}

function storeOf(folder: string): string | undefined {
  const common = git(folder, ['rev-parse', '--git-common-dir']).output?.toString().replace(/\n$/, '');
  const store = common === undefined ? undefined : resolve(folder, common, 'lfs/objects');
  return store !== undefined && existsSync(store) ? store : undefined;
}

function contentOf(path: string, oid: string): Uint8Array | undefined {
  const content = bytesOf(path);
  if (content === undefined) return undefined;
  return createHash('sha256').update(content).digest('hex') === oid ? content : undefined;
}

/** Undefined for what is no file, or cannot be read: then the clone does not have it. */
function bytesOf(path: string): Buffer | undefined {
  try {
    const fd = openRegular(path);
    try {
      return readFileSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}
