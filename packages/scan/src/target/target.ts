/** What is scanned: a directory, one file, or an SBOM. */
import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { TheriacError } from '@theriac/core';

export interface Target {
  readonly kind: 'directory' | 'file';
  /** Absolute folder; for a file the one it stands in. */
  readonly folder: string;
  /** Base name of the file, for kind `file`. */
  readonly file: string | undefined;
  /** What reports call it: the base name, never the absolute path. */
  readonly name: string;
  readonly size: number;
}

/** @throws TheriacError THERIAC_TARGET_MISSING or THERIAC_TARGET_KIND */
export function openTarget(path: string): Target {
  let real: string;
  try {
    lstatSync(path);
    real = realpathSync(path);
  } catch (cause) {
    throw new TheriacError(
      'THERIAC_TARGET_MISSING',
      'there is nothing at this path, or it cannot be read',
      { path },
      { cause },
    );
  }
  const stat = statSync(real);
  if (stat.isDirectory())
    return { kind: 'directory', folder: real, file: undefined, name: basename(real) || '/', size: 0 };
  if (!stat.isFile())
    throw new TheriacError('THERIAC_TARGET_KIND', 'this is neither a folder nor a regular file', { path });
  return { kind: 'file', folder: dirname(real), file: basename(real), name: basename(real), size: stat.size };
}
