/** What downloads leave on disk between runs: validators, parts that can be resumed, and who writes them. */
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { TheriacError } from '@theriac/core';
import { fileSha256 } from './file-hash.ts';
import { takeLock } from './lock-file.ts';
import { readRegular } from './regular-file.ts';
import { systemReason } from './system-reason.ts';
import { discard } from './temporary-file.ts';

export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** Metadata of a finished download, in `<name>.json.meta`. */
export interface Meta extends Validators {
  readonly url: string;
  readonly sha256: string;
}

/** Where to write while downloading to `final`; the second of two at once writes beside the first and resumes nothing. */
export function claimPart(final: string): { readonly part: string; readonly release: () => void } {
  const shared = `${final}.part`;
  const unlock = takeLock(`${final}.lock`);
  if (unlock !== undefined) return { part: shared, release: unlock };
  const part = `${final}.${randomBytes(4).toString('hex')}.part`;
  return { part, release: () => dropPartial(part) };
}

/** What was fetched before, if the file still is what it was. */
export function readMeta(final: string): Meta | undefined {
  try {
    const meta = JSON.parse(readRegular(`${final}.json.meta`)) as Meta;
    return existsSync(final) && fileSha256(final) === meta.sha256 ? meta : undefined;
  } catch {
    // Never fetched, or cleaned: then it is fetched whole.
    return undefined;
  }
}

export function readPartial(part: string): { bytes: number; validator: string } | undefined {
  try {
    const { validator } = JSON.parse(readRegular(`${part}.json`)) as { validator?: unknown };
    const bytes = statSync(part).size;
    return typeof validator === 'string' && bytes > 0 ? { bytes, validator } : undefined;
  } catch {
    // Nothing was begun.
    return undefined;
  }
}

export function dropPartial(part: string): void {
  discard(part);
  discard(`${part}.json`);
}

/** @throws TheriacError THERIAC_STORE when the machine refuses */
export function stored<T>(path: string, io: () => T): T {
  try {
    return io();
  } catch (cause) {
    throw new TheriacError(
      'THERIAC_STORE',
      `cannot write the download: ${systemReason(cause)}`,
      { path },
      { cause },
    );
  }
}
