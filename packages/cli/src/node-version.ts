/**
 * Which Node the published package runs on: those with zstd in `node:zlib` (22.15 and 23.8), in which the advisory
 * index is compressed. A test keeps package.json and the README equal to it.
 */

/** Major version → first minor version that is new enough; later major versions all are. */
const FIRST_MINOR: Readonly<Record<string, number>> = { 22: 15, 23: 8 };
const NEWEST_LISTED = 23;

export const MINIMUM_NODE = '22.15';

/** For `engines` in package.json. */
export const SUPPORTED_NODE = '^22.15.0 || >=23.8.0';

/** What is wrong with this Node, in one line with what to do; undefined when it is new enough. */
export function nodeProblem(version: string, program: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NEWEST_LISTED) return undefined;
  const first = FIRST_MINOR[major];
  if (first !== undefined && minor >= first) return undefined;
  return (
    `Node.js ${MINIMUM_NODE} or later is required, and ${program} is version ${version}. ` +
    'Next: install a newer Node.js, or use the single executable of Theriac.'
  );
}
