/** `.pre-commit-config.yaml` (https://pre-commit.com/#adding-pre-commit-plugins-to-your-project). */
import type { Extract } from '@theriac/core';
import { itemsOf, mapOf, readYaml, scalarOf } from '@theriac/read/yaml';
import { repositoryIdentity } from '../shared/repository-component.ts';
import { RootBuilder } from '../shared/root-builder.ts';

/** Hooks of the repository itself, and of pre-commit. */
const OWN: ReadonlySet<string> = new Set(['local', 'meta', 'builtin']);

export const extract: Extract = async (file) => {
  const root = new RootBuilder(file.path, 'github');
  const [document] = await readYaml(file, root.report);
  // Before version 1.0 the list was at the top.
  const repos = Array.isArray(document?.value) ? document : mapOf(document).get('repos');
  if (document === undefined) root.emptyFile();
  else if (!Array.isArray(repos?.value))
    root.unknown('no-package-data', 'there is no list repos in the file', repos?.line ?? 1, true);
  for (const item of itemsOf(repos)) {
    const entry = mapOf(item);
    const address = scalarOf(entry.get('repo'));
    if (address === undefined) {
      root.unknown('no-package-data', 'a repository of hooks has no address', item.line, true);
      continue;
    }
    for (const hook of itemsOf(entry.get('hooks'))) {
      const more = mapOf(hook).get('additional_dependencies');
      if (more === undefined || itemsOf(more).length === 0) continue;
      const id = scalarOf(mapOf(hook).get('id')) ?? 'hook';
      root.unknown(
        'not-read',
        `additional dependencies of the hook ${id.slice(0, 100)} are not read`,
        more.line,
        true,
      );
    }
    if (OWN.has(address)) continue;
    const revision = scalarOf(entry.get('rev')) ?? scalarOf(entry.get('sha'));
    const { ecosystem, name, origin } = repositoryIdentity(address, revision);
    const line = entry.get('repo')?.line ?? item.line;
    if (revision === undefined) root.unresolved(name, '', line);
    const key = root.add({
      ecosystem,
      name,
      version: revision ?? null,
      location: { path: file.path, line },
      origin,
    });
    root.want(key, 'development', revision);
  }
  return root.build();
};
