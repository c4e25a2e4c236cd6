/** Origins and hashes of pnpm-lock.yaml, versions 5 to 9. */
import type { DeprecatedPackage, LockedPackage, LockfileFacts } from '@theriac/core';
import { mapOf, scalarOf, type YamlMap, type YamlNode } from '@theriac/read/yaml';
import { integrityOf, sourceOf } from './resolved-source.ts';

/** @param documents tops of the documents in the file */
export function pnpmFacts(documents: readonly YamlMap[]): LockfileFacts {
  const packages: LockedPackage[] = [];
  const deprecated: DeprecatedPackage[] = [];
  for (const top of documents) {
    for (const [key, node] of mapOf(top.get('packages')).entries) {
      const fields = mapOf(node);
      const named = nameOf(key, fields);
      const message = scalarOf(fields.get('deprecated'));
      if (message !== undefined) deprecated.push({ ...named, message });
      const found = packageOf(key, named, fields, node);
      if (found !== null) packages.push(found);
    }
  }
  return { ecosystem: 'npm', packages, hashes: true, deprecated };
}

interface Named {
  readonly name: string;
  readonly version: string | null;
}

function packageOf(key: string, named: Named, fields: YamlMap, node: YamlNode): LockedPackage | null {
  const resolution = mapOf(fields.get('resolution'));
  const field = (name: string): string | undefined => scalarOf(resolution.get(name));
  if (field('directory') !== undefined || field('type') === 'directory') return null;
  const repo = field('repo');
  const resolved = repo === undefined ? field('tarball') : `git+${repo}#${field('commit') ?? ''}`;
  const local = /^(?:file|link):/.test(key) ? 'path' : 'registry';
  return {
    ...named,
    source: resolved === undefined ? local : sourceOf(resolved),
    integrity: integrityOf(field('integrity')),
    line: () => node.line,
    ...(resolved === undefined ? {} : { resolved }),
    ...(scalarOf(fields.get('requiresBuild')) === 'true' ? { installScript: true } : {}),
  };
}

/** The entry's own name, else that in its key: `/a/1.0.0`, `/a@1.0.0(peer@1)`, `@s/a@1.0.0`, `host/a/1.0.0`. */
function nameOf(key: string, fields: YamlMap): Named {
  const own = scalarOf(fields.get('name'));
  if (own !== undefined) return { name: own, version: scalarOf(fields.get('version')) ?? null };
  const bare = key.replace(/\(.*$/s, '').replace(/^\//, '');
  const old = /^(?:[\w-]+\.[\w.-]+\/)?((?:@[^/]+\/)?[^/@]+)\/(\d[^_/]*)/.exec(bare);
  if (old !== null) return { name: old[1] ?? '', version: old[2] ?? null };
  // The first one after that of a scope: addresses have others.
  const at = bare.indexOf('@', 1);
  return at > 0 ? { name: bare.slice(0, at), version: bare.slice(at + 1) } : { name: bare, version: null };
}
