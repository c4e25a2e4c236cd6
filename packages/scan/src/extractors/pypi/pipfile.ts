/** `Pipfile` without its lockfile: what was asked for, in ranges. */
import type { Extract, Origin } from '@theriac/core';
import { readToml, TomlTable } from '@theriac/read/toml';
import { siblingOf } from '../../target/paths.ts';
import { gitOrigin, withoutCredentials } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { NO_PACKAGES } from './pipfile-lock.ts';
import { scopeOfGroup } from './python-package.ts';
import { pinnedVersion } from './requirement.ts';

export const extract: Extract = (file, context) => {
  const lock = siblingOf(file.path, ['Pipfile.lock'], context);
  const root = new RootBuilder(file.path, 'pypi');
  const document = readToml(file, root.report);
  let count = 0;
  for (const [section, table] of document.entries()) {
    if (NO_PACKAGES.has(section)) continue;
    if (!(table instanceof TomlTable)) {
      root.unknown('dynamic', `${section} is not a table of packages`, document.lineOf(section), true);
      continue;
    }
    for (const [name, value] of table.entries()) {
      const line = table.lineOf(name);
      const details = value instanceof TomlTable ? value : undefined;
      const written = typeof value === 'string' ? value : (details?.string('version') ?? '');
      const range = written.trim() === '*' ? '' : written.replace(/\s+/g, '');
      const version = pinnedVersion(range);
      if (version === null) root.unresolved(name, range, line);
      root.add({
        name,
        version,
        scope: scopeOfGroup(section),
        direct: true,
        requested: range,
        location: { path: file.path, line },
        origin: originOf(details),
      });
      count += 1;
    }
  }
  if (lock !== undefined) return root.lockedIn(lock);
  if (count > 0) root.transitivesUnknown('run `pipenv lock` and commit Pipfile.lock');
  return root.build();
};

function originOf(details: TomlTable | undefined): Origin {
  const git = details?.string('git');
  if (git !== undefined) return gitOrigin(git, details?.string('ref'));
  const path = details?.string('path');
  if (path !== undefined) return { kind: 'path', path };
  const url = details?.string('file');
  return url === undefined ? { kind: 'registry' } : { kind: 'url', url: withoutCredentials(url) };
}
