/** Which files of the target an `include` of a server's configuration means. Nothing outside the target is looked at. */
import { posix } from 'node:path';
import { matchesGlob } from '@theriac/core/configuration';

/** What is known of the files of the target. */
export interface Folders {
  exists(path: string): boolean;
  /** Names of the files in a folder. */
  list(folder: string): readonly string[];
}

export type Included =
  | { readonly state: 'found'; readonly paths: readonly string[] }
  /** Files that would be read are not in the target, or cannot be named before it runs. */
  | { readonly state: 'outside' };

const MAX_FILES = 2000;

/**
 * @param pattern as written; `*` may stand in the last part
 * @param from path of the file that includes
 * @param installed folders that the files live in when installed: `/etc/nginx`
 */
export function includedFiles(
  pattern: string,
  from: string,
  installed: readonly string[],
  folders: Folders,
): Included {
  const home = installed.find((folder) => pattern.startsWith(`${folder}/`));
  const relative = home === undefined ? pattern : pattern.slice(home.length + 1);
  if (/[$?[{\0]/.test(pattern) || relative.startsWith('/') || posix.dirname(relative).includes('*'))
    return { state: 'outside' };
  // The folder of the file, then those above it: `conf.d/*.conf` is relative to where the main file is.
  for (let folder = posix.dirname(from), i = 0; i < 20; folder = posix.dirname(folder), i += 1) {
    const path = posix.join(folder, relative);
    // Outside of the target.
    if (!path.startsWith('../') && path !== '..') {
      const paths = matching(path, folders);
      if (paths.length > 0) return { state: 'found', paths };
    }
    if (folder === '.') break;
  }
  return pattern.includes('*') ? { state: 'found', paths: [] } : { state: 'outside' };
}

function matching(path: string, folders: Folders): string[] {
  const name = posix.basename(path);
  if (!name.includes('*')) return folders.exists(path) ? [path] : [];
  const folder = posix.dirname(path);
  return folders
    .list(folder === '.' ? '' : folder)
    .filter((one) => matchesGlob(one, name) && !one.startsWith('.'))
    .slice(0, MAX_FILES)
    .map((one) => (folder === '.' ? one : `${folder}/${one}`));
}
