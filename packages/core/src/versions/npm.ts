/** npm: SemVer 2.0.0, with the `v` or `=` in front that npm itself strips. */

import type { Scheme } from './scheme.ts';
import { compareSemver, isStrictSemver, semverPrerelease, semverRelease } from './semver.ts';

function bare(text: string): string {
  const first = text.charCodeAt(0);
  return first === 0x3d || first === 0x20 ? text.replace(/^[= ]+/, '') : text;
}

export const npm: Scheme = {
  compare: (a, b) => compareSemver(bare(a), bare(b)),
  isValid: (text) => isStrictSemver(bare(text).replace(/^v/, '')),
  isPrerelease: (text) => semverPrerelease(bare(text)) !== '',
  release: (text) => semverRelease(bare(text)),
};
