/** Lists of archives after `@EXPLICIT`, as `conda list --explicit` and conda-lock write them. */
import type { Extract } from '@theriac/core';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { condaHashes, condaQualifiers, parseArchiveUrl } from './conda-package.ts';

export const extract: Extract = (file) => {
  const lines = file.text().split('\n');
  const root = new RootBuilder(file.path, 'conda');
  // The names of other lists are not fixed; the first word is.
  if (!lines.some((l) => l.trim() === '@EXPLICIT')) {
    if (!file.path.endsWith('.lock')) return NOTHING;
    root.unknown('no-package-data', 'there is no line @EXPLICIT: the file was cut off', 1, true);
  }
  const told = (line: number, what: string): void => root.unknown('unparseable', what, line, true);
  if (lines.at(-1) !== '') told(lines.length, 'the file was cut off: its last line does not end');
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line === '@EXPLICIT') continue;
    const hash = /#(?:sha256:)?([0-9A-Fa-f]{32}|[0-9A-Fa-f]{64})$/.exec(line)?.[1] ?? '';
    if (hash === '' && line.includes('#')) told(index + 1, 'the hash of an archive is not complete');
    const found = parseArchiveUrl(line);
    if (found === null) {
      told(index + 1, 'no address of a conda package');
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
