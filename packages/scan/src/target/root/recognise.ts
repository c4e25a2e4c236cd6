/** Whether a path is an image or a root file system, where no word says so. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BLOCK = 512;
const USTAR_AT = 257;
const RELEASES = ['etc/os-release', 'usr/lib/os-release'];
/** Databases of packages: only a root file system has one at its top. */
const DATABASES = [
  'var/lib/dpkg/status',
  'var/lib/dpkg/status.d',
  'lib/apk/db/installed',
  'usr/lib/apk/db/installed',
  'var/lib/rpm',
  'usr/lib/sysimage/rpm',
  'var/lib/pacman/local',
  'var/db/pkg',
  'usr/lib/opkg/status',
  'var/lib/opkg/status',
];

export type Recognised = 'archive' | 'layout' | 'root';

/** Undefined: something else, or nothing. */
export function recogniseRoot(path: string): Recognised | undefined {
  // No path; who opens it says so.
  if (path.includes('\u0000')) return undefined;
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  const has = (names: readonly string[]): boolean => names.some((name) => existsSync(join(path, name)));
  if (stat.isDirectory()) {
    if (has(['oci-layout']) && has(['index.json'])) return 'layout';
    return has(RELEASES) && has(DATABASES) ? 'root' : undefined;
  }
  return stat.isFile() && /\.(?:tar|tgz|tar\.(?:gz|zst))$/i.test(path) && isArchive(path)
    ? 'archive'
    : undefined;
}

/** Tar, plain or compressed, by its first bytes. */
function isArchive(path: string): boolean {
  const fd = openSync(path, 'r');
  try {
    const block = Buffer.alloc(BLOCK);
    if (readSync(fd, block, 0, BLOCK, 0) < 4) return false;
    const head = block.subarray(0, 4).toString('hex');
    if (head.startsWith('1f8b') || head === '28b52ffd') return true;
    return block.subarray(USTAR_AT, USTAR_AT + 5).toString('latin1') === 'ustar';
  } finally {
    closeSync(fd);
  }
}
