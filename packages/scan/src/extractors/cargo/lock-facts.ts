/** Origins and hashes of Cargo.lock. Packages without a source are members of the workspace. */
import type { LockedPackage, LockfileFacts } from '@theriac/core';
import type { TomlTable } from '@theriac/read/toml';

export function cargoFacts(document: TomlTable): LockfileFacts {
  const sums = document.table('metadata');
  const packages: LockedPackage[] = [];
  for (const table of document.tables('package')) {
    const name = table.string('name');
    const version = table.string('version') ?? null;
    if (name === undefined) continue;
    const source = table.string('source');
    const sum =
      table.string('checksum') ?? sums?.string(`checksum ${name} ${version ?? ''} (${source ?? ''})`);
    packages.push({
      name,
      version,
      source: source === undefined ? 'path' : source.startsWith('git+') ? 'git' : 'registry',
      integrity:
        sum === undefined || sum === '<none>' ? [] : [/^[0-9a-f]{64}$/.test(sum) ? `sha256:${sum}` : sum],
      line: () => table.line,
      ...(source === undefined ? {} : { resolved: source }),
    });
  }
  return { ecosystem: 'cargo', packages, hashes: packages.some((p) => p.integrity.length > 0) };
}
