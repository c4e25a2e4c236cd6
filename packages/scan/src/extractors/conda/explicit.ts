/** Lists of archives after `@EXPLICIT`, as `conda list --explicit` and conda-lock write them. */
import type { Extract } from '@theriac/core';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { condaHashes, condaQualifiers, parseArchiveUrl } from './conda-package.ts';

export const extract: Extract = (file) => {
  const lines = file.text().split('\n');
  // The names of these files are not fixed; the first word is.
  if (!lines.some((l) => l.trim() === '@EXPLICIT')) return NOTHING;
  const root = new RootBuilder(file.path, 'conda');
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line === '@EXPLICIT') continue;
    const hash = /#(?:sha256:)?([0-9A-Fa-f]{32,64})$/.exec(line)?.[1] ?? '';
    const found = parseArchiveUrl(line);
    if (found === null) {
      root.unknown('unparseable', 'no address of a conda package', index + 1, true);
      continue;
    }
    const hashes = condaHashes(hash.length === 32 ? hash : undefined, hash.length === 64 ? hash : undefined);
    root.add({
      name: found.name,
      version: found.version,
      scope: 'production',
      direct: true,
      location: { path: file.path, line: index + 1 },
      origin: { kind: 'registry' },
      ...condaQualifiers(found),
      ...(hashes.length === 0 ? {} : { hashes }),
    });
  }
  return root.build();
};
