/** Where a target is in its repository: code scanning services know files by their path from there. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/**
 * @returns the folder of the target from the root of the working copy (`services/api`), the empty string for the root
 * itself. Without version control it is the path from the working directory, as in a build of an exported tree; what
 * is outside of it is its own root.
 */
export function repositoryPath(target: string, workingDirectory = process.cwd()): string {
  let folder: string;
  try {
    const real = realpathSync(target);
    folder = statSync(real).isDirectory() ? real : dirname(real);
  } catch {
    // A target that is not there is reported by the scan itself.
    return '';
  }
  const way = relative(rootAbove(folder) ?? realpathSync(workingDirectory), folder);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? '' : way.split(sep).join('/');
}

function rootAbove(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
