/** Dart and Flutter: SemVer 2.0.0, but build metadata counts (https://dart.dev/tools/pub/versioning). */
import type { Scheme } from './scheme.ts';
import { compareSemver, isLenientSemver, semverPrerelease, semverRelease } from './semver.ts';

export const pub: Scheme = {
  compare: (a, b) => compareSemver(a, b, { compareBuild: true }),
  isValid: isLenientSemver,
  isPrerelease: (text) => semverPrerelease(text) !== '',
  release: semverRelease,
};
