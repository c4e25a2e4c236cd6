/** A file that only this user can read, in a folder of its own, while something streams into it and others read it. */
import { chmod, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';

export interface Spooled {
  readonly path: string;
  /** Removes the file. */
  close(): Promise<void>;
}

/**
 * Writes the pieces into a new file; what cannot be written whole leaves nothing.
 * @throws TheriacError THERIAC_STORE where the disk does not take it; whatever the pieces throw
 */
export async function spool(
  pieces: AsyncIterable<Uint8Array>,
  { name, parent }: { readonly name: string; readonly parent: string },
): Promise<Spooled> {
  const folder = await onDisk(parent, () => mkdtemp(join(parent, 'theriac-image-')));
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const path = join(folder, name);
  try {
    await onDisk(path, () => chmod(folder, 0o700));
    const file = await onDisk(path, () => open(path, 'wx', 0o600));
    try {
      for await (const piece of pieces) await onDisk(path, () => file.writeFile(piece));
    } finally {
      await file.close();
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { path, close };
}

async function onDisk<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new TheriacError(
      'THERIAC_STORE',
      `the image cannot be written to the temporary folder: ${code}; TMPDIR names another`,
      { path },
      { cause },
    );
  }
}
