/**
 * `paket.lock` (https://fsprojects.github.io/Paket/lock-file.html): sections by kind of source and by group, packages
 * indented by four, what they need by six.
 */
import type { Extract, Scope } from '@theriac/core';
import { beside } from '../../target/paths.ts';
import { gitOrigin } from '../shared/origin.ts';
import { textAt } from '../shared/readable-text.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { NugetGraph } from './nuget-graph.ts';

const SECTION = /^([A-Z]+)\s*$/;
const GROUP = /^GROUP (\S+)/;
const PACKAGE = /^ {4}(\S+) \(([^)]+)\)/;
const NEED = /^ {6}(\S+)/;
/** Groups that by custom hold what only builds or tests. */
const SCOPES: Readonly<Record<string, Scope>> = {
  build: 'build',
  test: 'test',
  tests: 'test',
  docs: 'development',
};

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'nuget');
  let graph = new NugetGraph(root);
  let section = '';
  let remote = '';
  let scope: Scope = 'production';
  let from: string | undefined;
  const needs: { from: string; name: string; line: number; graph: NugetGraph }[] = [];
  const asked = directNames(textAt(beside(file.path, 'paket.dependencies'), context) ?? '');
  const held = new Set<string>();
  let found = false;
  for (const [i, row] of file.text().split('\n').entries()) {
    const line = i + 1;
    const group = GROUP.exec(row)?.[1];
    if (group !== undefined) {
      scope = SCOPES[group.toLowerCase()] ?? 'production';
      graph = new NugetGraph(root);
      continue;
    }
    const head = SECTION.exec(row)?.[1];
    if (head !== undefined) {
      section = head;
      found = found || ['NUGET', 'GITHUB', 'GIT', 'HTTP'].includes(head);
      continue;
    }
    const source = /^ {2}remote: (\S+)/.exec(row)?.[1];
    if (source !== undefined) remote = source;
    const [, name, version] = PACKAGE.exec(row) ?? [];
    if (name !== undefined && version !== undefined) {
      from = undefined;
      held.add(name.toLowerCase());
      const location = { path: file.path, line };
      if (section === 'NUGET') {
        from = graph.add({ name, version, location, scope, origin: { kind: 'registry' } });
        if (asked === null || asked.has(name.toLowerCase())) root.want(from, scope);
      } else if (section === 'GITHUB' && remote !== '') {
        // Files of a repository, pinned to a commit.
        const origin = gitOrigin(`https://github.com/${remote}`, version);
        root.want(root.add({ name: remote, version, location, ecosystem: 'github', origin }), scope);
      } else
        root.unknown(
          'no-package-data',
          `${name} comes from a ${section} source, which has no advisories`,
          line,
          false,
          { package: name },
        );
      continue;
    }
    const need = NEED.exec(row)?.[1];
    if (need !== undefined && from !== undefined) needs.push({ from, name: need, line, graph });
  }
  for (const need of needs) need.graph.link(need.from, need.name, need.line);
  for (const name of asked ?? []) {
    if (held.has(name)) continue;
    const message = `${name} is required but missing from paket.lock: lock again`;
    root.unknown('dangling-edge', message, undefined, true, { package: name });
  }
  if (!found) root.unknown('no-package-data', 'there is no section of packages in the file', 1, true);
  return root.build();
};

/** Names in `paket.dependencies`; null when there is no such file. */
function directNames(text: string): Set<string> | null {
  const names = [...text.matchAll(/^[ \t]*nuget[ \t]+(\S+)/gm)].map((m) => (m[1] ?? '').toLowerCase());
  return names.length === 0 ? null : new Set(names);
}
