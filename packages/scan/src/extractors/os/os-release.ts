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
  return /^[a-z0-9._-]+$/.test(id) ? { id, version: field('VERSION_ID') } : null;
}

/** The qualifier `distro` of package URLs: `debian-12`. */
export function distroOf(release: OsRelease | null): Readonly<Record<string, string>> {
  if (release === null) return {};
  return { distro: release.version === '' ? release.id : `${release.id}-${release.version}` };
}
