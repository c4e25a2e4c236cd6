/** Chisel's manifest (https://documentation.ubuntu.com/chisel): JSON lines under zstd; what slices of Debian packages are there. */
import { zstdDecompressSync } from 'node:zlib';
import { type Extract, TheriacError } from '@theriac/core';
import { distinctHashes, hexHash } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { distroOf, osReleaseOf } from './os-release.ts';

const MAX_TEXT = 256 * 1024 * 1024;

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'deb');
  const distro = distroOf(osReleaseOf(context, file.path, 'var/lib/chisel/'));
  if (file.size === 0) root.emptyFile();
  let found = false;
  for (const row of file.size === 0 ? [] : textOf(file.bytes(), file.path).split('\n')) {
    if (!row.includes('"kind":"package"')) continue;
    const entry = parsed(row);
    const { name, version, arch, sha256 } = entry ?? {};
    if (typeof name !== 'string' || name === '' || typeof version !== 'string' || version === '') {
      root.unknown('unparseable', 'an entry of the manifest is not understood', undefined, true);
      continue;
    }
    found = true;
    const key = root.add({
      name,
      version,
      location: { path: file.path },
      hashes: distinctHashes([hexHash('sha256', typeof sha256 === 'string' ? sha256 : '')]),
      qualifiers: { ...(typeof arch === 'string' ? { arch } : {}), ...distro },
    });
    root.want(key, 'production');
  }
  if (!found && file.size > 0)
    root.unknown('no-package-data', 'the manifest lists no packages', undefined, true);
  return root.build();
};

function textOf(bytes: Uint8Array, path: string): string {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: MAX_TEXT }).toString('utf8');
  } catch (cause) {
    const tooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    throw new TheriacError(
      tooLarge ? 'THERIAC_INPUT_LIMIT' : 'THERIAC_INPUT_SYNTAX',
      tooLarge ? 'larger than 256 MiB when unpacked' : 'not a manifest packed with zstd',
      { path },
      { cause },
    );
  }
}

function parsed(row: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(row);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
