/** Where a package comes from, by the address that a lockfile of npm, Yarn, pnpm or Bun records. */
import type { LockedPackage } from '@theriac/core';

const GIT =
  /^(?:git[+:@]|github:|gitlab:|bitbucket:|ssh:)|^https:\/\/(?:github|gitlab|bitbucket)\.(?:com|org)\/[^/]+\/[^/#]+#|\.git(?:#|$)|\/codeload\.github\.com\/|\/repository\/archive/;
const REGISTRY_FILE = /\/-\/(?:@[^/]+\/)?[^/]+\.tgz(?:[#?]|$)/;
const PATH = /^(?:file|link|portal|workspace):|^\.{0,2}\//;

export function sourceOf(resolved: string): LockedPackage['source'] {
  if (REGISTRY_FILE.test(resolved)) return 'registry';
  if (PATH.test(resolved)) return 'path';
  if (GIT.test(resolved)) return 'git';
  // Registries of hosting services keep packages under `/download/@scope/name/`.
  return resolved.includes('/download/@') ? 'registry' : 'archive';
}

/** Hashes in SRI notation, at most eight. */
export function integrityOf(text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : text.trim().split(/\s+/, 8);
}
