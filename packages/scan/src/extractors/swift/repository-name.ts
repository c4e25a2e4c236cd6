/** How package URLs and advisories name Swift packages: by their repository. */
import { withoutEnd } from '@theriac/core';
import { withoutCredentials } from '../shared/origin.ts';

/** `https://host/owner/repository.git` → `host/owner/repository`. */
export function repositoryName(address: string): string {
  const path = withoutCredentials(address)
    .replace(/^git@([^:/]+):/, '$1/')
    .replace(/^[A-Za-z+]+:\/\/(?:git@)?/, '')
    .replace(/\.git\/?$/, '');
  return withoutEnd(path, '/');
}
