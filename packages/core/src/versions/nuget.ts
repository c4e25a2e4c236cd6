/**
 * NuGet: one to four numbers, missing ones are 0; prerelease labels without case; build metadata does not count
 * (https://learn.microsoft.com/nuget/concepts/package-versioning).
 */
import type { Scheme } from './scheme.ts';
import { compareSemver, isLenientSemver, semverPrerelease, semverRelease } from './semver.ts';

export const nuget: Scheme = {
  compare: (a, b) => compareSemver(a, b, { ignoreCase: true }),
  isValid: (text) => isLenientSemver(text) && (semverRelease(text)?.length ?? 0) <= 4,
  isPrerelease: (text) => semverPrerelease(text) !== '',
  release: semverRelease,
};
