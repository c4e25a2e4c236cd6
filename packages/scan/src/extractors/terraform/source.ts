/** How Terraform names providers and modules. */
import type { Origin } from '@theriac/core';
import { gitOrigin, withoutCredentials } from '../shared/origin.ts';

/** `host/namespace/type` or `namespace/type`: the host is left out, package URLs have no place for it. */
export function providerName(address: string): string {
  const parts = address.split('/');
  return parts.slice(-2).join('/') || address;
}

export interface ModuleSource {
  readonly name: string;
  readonly origin: Origin;
  /** `?ref=` of a repository. */
  readonly ref?: string;
}

/** Where a module comes from (https://developer.hashicorp.com/terraform/language/modules/sources). */
export function moduleSource(source: string): ModuleSource {
  if (/^\.{1,2}\//.test(source)) return { name: source, origin: { kind: 'workspace', path: source } };
  const ref = /[?&]ref=([^&]+)/.exec(source)?.[1];
  const bare = source.replace(/\?.*$/s, '');
  if (bare.startsWith('git::') || /^(?:github\.com|bitbucket\.org)\//.test(bare) || bare.startsWith('git@')) {
    const address = bare.replace(/^git::/, '');
    const url = /^(?:github\.com|bitbucket\.org)\//.test(address) ? `https://${address}` : address;
    return {
      name: withoutCredentials(url)
        .replace(/^[a-z+]+:\/\//, '')
        .replace(/^git@([^:/]+):/, '$1/')
        .replace(/\.git(?=\/|$)/, ''),
      origin: gitOrigin(url, ref),
      ...(ref === undefined ? {} : { ref }),
    };
  }
  if (/^[a-z0-9]+::|^https?:\/\//.test(bare))
    return { name: withoutCredentials(bare), origin: { kind: 'url', url: withoutCredentials(bare) } };
  return { name: bare, origin: { kind: 'registry' } };
}
