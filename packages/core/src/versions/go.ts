/**
 * Go module versions (https://go.dev/ref/mod#versions) and Go's own releases (https://go.dev/doc/toolchain#version).
 * Module versions start with `v`, OSV writes them without; pseudo-versions are prereleases and need no special
 * case; `+incompatible` is build metadata. Releases read `go1.21rc2`: that is 1.21.0-rc.2.
 */
import type { Scheme } from './scheme.ts';
import { compareSemver, isLenientSemver, semverPrerelease, semverRelease } from './semver.ts';
import { isDigit, isLetter } from './text-order.ts';

export const go: Scheme = {
  compare: (a, b) => (a === b ? 0 : compareSemver(canonical(a), canonical(b))),
  isValid: (text) => isLenientSemver(canonical(text)) && (semverRelease(canonical(text))?.length ?? 0) <= 3,
  isPrerelease: (text) => semverPrerelease(canonical(text)) !== '',
  release: (text) => semverRelease(canonical(text)),
};

/** `go1.21rc2 X:boringcrypto` → `1.21-rc.2`; everything else as it is. */
function canonical(text: string): string {
  let version = text;
  if (version.startsWith('go') && isDigit(version.charCodeAt(2))) {
    const space = version.indexOf(' ');
    version = version.slice(2, space < 0 ? version.length : space);
  }
  const first = version.charCodeAt(0);
  let at = first === 0x76 ? 1 : 0;
  while (at < version.length && (isDigit(version.charCodeAt(at)) || version.charCodeAt(at) === 0x2e)) at += 1;
  if (at === 0 || !isLetter(version.charCodeAt(at))) return version;
  const word = /^([a-z]+)(\d+)$/.exec(version.slice(at));
  return word === null ? version : `${version.slice(0, at)}-${word[1]}.${word[2]}`;
}
