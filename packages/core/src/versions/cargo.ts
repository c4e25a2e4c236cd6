/** Cargo: SemVer 2.0.0 to the letter (https://doc.rust-lang.org/cargo/reference/semver.html). */
import type { Scheme } from './scheme.ts';
import { compareSemver, isStrictSemver, semverPrerelease, semverRelease } from './semver.ts';

export const cargo: Scheme = {
  compare: (a, b) => compareSemver(a, b),
  isValid: isStrictSemver,
  isPrerelease: (text) => semverPrerelease(text) !== '',
  release: semverRelease,
};
