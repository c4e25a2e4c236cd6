/** Whether the version that a lockfile has is one that a dependant asks for, as far as its range tells. */
import { isValidVersion, parseRange, satisfies } from '@theriac/core';

/** `unknown`: a tag, an alias, an address, a folder, any version at all, or a version that is none. */
export type Verdict = 'inside' | 'outside' | 'unknown';

/** Remembers what it has read: the dependants of a package ask in the same few ways. Lives as long as one lockfile. */
export function rangeCheck(): (range: string, version: string | null) => Verdict {
  const byVersion = new Map<string, Map<string, Verdict>>();
  return (range, version) => {
    if (version === null) return 'unknown';
    let verdicts = byVersion.get(version);
    if (verdicts === undefined) {
      verdicts = new Map();
      byVersion.set(version, verdicts);
    }
    let verdict = verdicts.get(range);
    if (verdict === undefined) {
      verdict = verdictOn(range, version);
      verdicts.set(range, verdict);
    }
    return verdict;
  };
}

function verdictOn(range: string, version: string): Verdict {
  // Without a number it is a tag or a wildcard, which npm takes for met by whatever is there.
  if (!/\d/.test(range)) return 'unknown';
  const parsed = isValidVersion('npm', version) ? parseRange('npm', range) : null;
  if (parsed === null) return 'unknown';
  return satisfies('npm', version, parsed) ? 'inside' : 'outside';
}
