/** Files that the packages of a database of RPM own. */
import { type ExtractContext, TheriacError } from '@theriac/core';
import { type RpmFile, readRpmHeader } from '@theriac/read/rpmdb';
import { asBuffer, rpmValues } from './rpm-values.ts';

/** Nothing of a database that cannot be read: the extractor of the packages tells what is damaged. */
export function* rpmFilesIn(
  path: string,
  tree: Pick<ExtractContext, 'exists'> & {
    file(path: string, maxBytes?: number): ReturnType<ExtractContext['file']>;
  },
): Generator<RpmFile> {
  const file = tree.file(path, MAX_BYTES);
  if (file === null) return;
  const ignore = (): void => undefined;
  try {
    for (const value of rpmValues(asBuffer(file.bytes()), path, tree, ignore))
      yield* readRpmHeader(value)?.files() ?? [];
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
  }
}

const MAX_BYTES = 384 * 1024 * 1024;
