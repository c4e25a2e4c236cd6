/** A git repository that is used as it is, outside any registry: submodules, hooks, shards. */
import { type EcosystemId, type Origin, withoutEnd } from '@theriac/core';
import { gitOrigin, withoutCredentials } from './origin.ts';

export interface RepositoryIdentity {
  /** `github` where the host is GitHub, `generic` elsewhere. */
  readonly ecosystem: EcosystemId;
  /** `owner/repository`; elsewhere with the host before it. */
  readonly name: string;
  readonly origin: Origin;
}

/** @param revision commit or tag */
export function repositoryIdentity(address: string, revision?: string): RepositoryIdentity {
  const path = withoutCredentials(address)
    .replace(/^git@([^:/]+):/, '$1/')
    .replace(/^[A-Za-z+]+:\/\/(?:git@)?/, '')
    .replace(/\.git\/?$/, '');
  const bare = withoutEnd(path, '/');
  const github = /^(?:www\.)?github\.com\/([^/]+\/[^/]+)$/i.exec(bare)?.[1];
  return {
    ecosystem: github === undefined ? 'generic' : 'github',
    name: github ?? (bare || 'repository'),
    origin: gitOrigin(address, revision),
  };
}
