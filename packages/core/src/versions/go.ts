/**
 * Go module versions (https://go.dev/ref/mod#versions) and Go's own releases (https://go.dev/doc/toolchain#version).
 * Module versions start with `v`, OSV writes them without; pseudo-versions are prereleases and need no special
 * case; `+incompatible` is build metadata. Releases read `go1.21rc2`: that is 1.21.0-rc.2.
 */
import { remembered } from './remembered.ts';
import type { Scheme } from './scheme.ts';
import { compareSemver, isLenientSemver, semverPrerelease, semverRelease } from './semver.ts';

export const go: Scheme = {
  compare: (a, b) => compareSemver(canonical(a), canonical(b)),
  isValid: (text) => isLenientSemver(canonical(text)) && (semverRelease(canonical(text))?.length ?? 0) <= 3,
  isPrerelease: (text) => semverPrerelease(canonical(text)) !== '',
  release: (text) => semverRelease(canonical(text)),
};

const TOOLCHAIN = /^go(\d[^ ]*)(?: .*)?$/;
const PREVIEW = /^(v?\d[\d.]*)([a-z]+)(\d+)$/;

/** `go1.21rc2 X:boringcrypto` → `1.21-rc.2`; everything else as it is. */
const canonical = remembered((text) => text.replace(TOOLCHAIN, '$1').replace(PREVIEW, '$1-$2.$3'));
