/** `.terraform.lock.hcl` (https://developer.hashicorp.com/terraform/language/files/dependency-lock): exact providers. */
import type { Extract } from '@theriac/core';
import { readHcl } from '@theriac/read/hcl';
import { distinctHashes, hexHash } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { providerName } from './source.ts';

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'terraform');
  for (const block of readHcl(file)) {
    if (block.type !== 'provider') continue;
    const [address = ''] = block.labels;
    const version = block.attributes.get('version')?.value ?? null;
    const name = providerName(address);
    if (name === '') {
      root.unknown('no-package-data', 'a provider has no address', block.line, true);
      continue;
    }
    if (version === null) root.unresolved(name, '', block.line);
    // `zh:` is the SHA-256 of the archive for one platform; `h1:` is a hash of the unpacked files.
    const hashes = (block.attributes.get('hashes')?.items ?? [])
      .filter((h) => h.startsWith('zh:'))
      .map((h) => hexHash('sha256', h.slice(3)));
    const key = root.add({
      name,
      version,
      location: { path: file.path, line: block.line },
      origin: { kind: 'registry' },
      hashes: distinctHashes(hashes),
    });
    root.want(key, 'production', block.attributes.get('constraints')?.value ?? undefined);
  }
  return root.build();
};
