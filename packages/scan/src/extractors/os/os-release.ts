/** Which distribution a root file system is (https://www.freedesktop.org/software/systemd/man/os-release.html). */
import type { ExtractContext } from '@theriac/core';

export interface OsRelease {
  /** `debian`, `alpine`, `rocky` */
  readonly id: string;
  readonly version: string;
}

const PLACES = ['etc/os-release', 'usr/lib/os-release'];

/**
 * @param marker what the path of the database has in it once its root file system is left out: `var/lib/dpkg/`
 * @returns null when it does not say
 */
export function osReleaseOf(context: ExtractContext, path: string, marker: string): OsRelease | null {
  const at = path.lastIndexOf(marker);
  const base = at < 0 ? '' : path.slice(0, at);
  for (const place of PLACES) {
    const file = context.file(`${base}${place}`);
    if (file === null) continue;
    const release = releaseIn(file.text());
    if (release !== null) return release;
  }
  return null;
}

/** Null for a file that names none. */
export function releaseIn(text: string): OsRelease | null {
  const field = (name: string): string =>
    (new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2');
  const id = field('ID').toLowerCase();
  if (!/^[a-z0-9._-]+$/.test(id)) return null;
  // Service packs of openEuler share their VERSION_ID: `22.03 (LTS-SP3)` is 22.03-LTS-SP3.
  const pack = id === 'openeuler' ? /^(\d+\.\d+) \((LTS[\w-]{0,20})\)$/.exec(field('VERSION')) : null;
  return { id, version: pack === null ? field('VERSION_ID') : `${pack[1]}-${pack[2]}` };
}

/** The qualifier `distro` of package URLs: `debian-12`. */
export function distroOf(release: OsRelease | null): Readonly<Record<string, string>> {
  if (release === null) return {};
  return { distro: release.version === '' ? release.id : `${release.id}-${release.version}` };
}
