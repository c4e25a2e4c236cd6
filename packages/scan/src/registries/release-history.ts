/** How releases are ordered and repositories compared. */
import type { Release, ReleaseHistory } from '@theriac/core';

/** By date; those without one first. */
export function inOrder(releases: readonly Release[]): ReleaseHistory {
  return [...releases].sort((a, b) => {
    const [x, y] = [a.published ?? '', b.published ?? ''];
    return x === y ? 0 : x < y ? -1 : 1;
  });
}

/** `git+https://user@host/a/b.git#x` → `host/a/b`, so that two spellings of one repository are one. */
export function repositoryKey(address: string): string {
  return (
    address
      .replace(/^git\+/, '')
      .replace(/^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?/, '')
      .replace(/^github:/, 'github.com/')
      .replace(/^([\w.-]+):(?=\D)/, '$1/')
      .replace(/[#?].*$/s, '')
      .replace(/\.git$/, '')
      .replace(/\/$/, '')
      .toLowerCase()
      // npm's own short form names GitHub.
      .replace(/^([\w-]+\/[\w.-]+)$/, 'github.com/$1')
  );
}
