/** Files that no package of the distribution owns. */
import type { ShippedFiles } from '../../extractors/os/shipped-files.ts';
import type { RootContents } from './root-contents.ts';

/** What package managers and the system write by themselves. */
const WRITTEN_BY_THE_SYSTEM =
  /^(?:var\/lib\/(?:dpkg|apt|rpm|pacman|opkg|apk|dnf|yum|systemd|pam)\/|usr\/lib\/(?:sysimage\/rpm|apk\/db|opkg)\/|lib\/apk\/db\/|var\/db\/pkg\/|var\/(?:cache|log)\/|etc\/ld\.so\.cache$|etc\/(?:passwd|group|shadow|gshadow|subuid|subgid)-?$|etc\/(?:hostname|hosts|resolv\.conf|machine-id|mtab)$)/;

/** Sorted. Undefined where no package manager left lists of its files. */
export function unownedFiles(contents: RootContents, owned: ShippedFiles): readonly string[] | undefined {
  if (!owned.known) return undefined;
  const found: string[] = [];
  for (const path of contents.files())
    if (!contents.isBeside(path) && !owned.owns(path) && !WRITTEN_BY_THE_SYSTEM.test(path)) found.push(path);
  return found.sort();
}
