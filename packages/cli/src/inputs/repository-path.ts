/** Where a target is in its repository: code scanning services know files by their path from there. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { mayBeRoot } from '@theriac/scan/root-targets';

/** Where build services check out what they build; they may do so without version control. */
const WORKSPACES = [
  'GITHUB_WORKSPACE',
  'CI_PROJECT_DIR',
  'BUILD_SOURCESDIRECTORY',
  'BITBUCKET_CLONE_DIR',
  'WORKSPACE',
] as const;

/**
 * @returns the folder of the target from the root of the working copy (`services/api`), the empty string for the root
 * itself. Without version control it is the path from the checkout that a build service names; elsewhere the target is
 * its own root, so that a result does not depend on the working directory.
 */
export function repositoryPath(target: string, env: Readonly<Record<string, string | undefined>>): string {
  // What is in an image is in no repository.
  if (mayBeRoot(target)) return '';
  let folder: string;
  try {
    const real = realpathSync(target);
    folder = statSync(real).isDirectory() ? real : dirname(real);
  } catch {
    // A target that is not there is reported by the scan itself.
    return '';
  }
  const root = rootAbove(folder);
  if (root !== undefined) return wayTo(folder, root) ?? '';
  for (const name of WORKSPACES) {
    const workspace = env[name];
    const way = workspace === undefined || workspace === '' ? undefined : wayTo(folder, workspace);
    if (way !== undefined) return way;
  }
  return '';
}

/** Undefined when the folder is outside, or nothing is there. */
function wayTo(folder: string, root: string): string | undefined {
  try {
    const way = relative(realpathSync(root), folder);
    return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)
      ? undefined
      : way.split(sep).join('/');
  } catch {
    return undefined;
  }
}

function rootAbove(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
