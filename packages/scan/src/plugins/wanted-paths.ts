/** Which of a list of paths some plug-in would read, for trees that are not on disk (a git revision). */
import { Dispatch } from './dispatch.ts';
import { DETECTORS, EXTRACTORS } from './list.ts';

/** Files that plug-ins read beside those they match: `-r` includes, properties, ignore rules. */
const COMPANIONS =
  /(^|\/)(\.gitignore|gradle\.properties|[^/]*\.txt|[^/]*\.in|Directory\.[^/]*\.props|[^/]*\.toml|package\.json|composer\.json|setup\.cfg|pnpm-workspace\.yaml)$/;

export function wantedPaths(paths: readonly string[]): string[] {
  const dispatch = new Dispatch([...EXTRACTORS, ...DETECTORS]);
  return paths
    .filter((path) => !path.split('/').includes('node_modules'))
    .filter(
      (path) =>
        COMPANIONS.test(path) || dispatch.wanted(path, path.slice(path.lastIndexOf('/') + 1)).length > 0,
    );
}
