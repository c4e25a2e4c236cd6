/** `Manifest.toml` of Julia (https://pkgdocs.julialang.org/v1/toml-files/), formats 1 and 2. */
import type { Extract, Origin } from '@theriac/core';
import { readToml, type TomlTable } from '@theriac/read/toml';
import { beside } from '../../target/paths.ts';
import { gitOrigin } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'julia');
  const document = readToml(file, root.report);
  if (document.keys().length === 0) root.emptyFile();
  const format = document.string('manifest_format');
  if (format !== undefined && !/^[12]\./.test(format))
    root.unknown(
      'unsupported-version',
      'only formats 1 and 2 are known',
      document.lineOf('manifest_format'),
      true,
    );
  // Format 2 keeps packages below `deps`, format 1 at the top.
  const packages = document.table('deps') ?? document;
  const keys = new Map<string, string>();
  const needs: (readonly [string, readonly string[]])[] = [];
  for (const name of packages.keys()) {
    for (const table of packages.tables(name)) {
      const key = addPackage(root, name, table);
      keys.set(name, key);
      if (
        table.get('deps') !== undefined &&
        table.array('deps') === undefined &&
        table.table('deps') === undefined
      )
        root.unknown(
          'unparseable',
          '"deps" of a package is neither a list nor a table',
          table.lineOf('deps'),
          true,
        );
      needs.push([key, [...table.strings('deps'), ...(table.table('deps')?.keys() ?? [])]]);
    }
  }
  for (const [from, names] of needs) {
    for (const name of names) {
      const to = keys.get(name);
      if (to !== undefined) root.link(from, to);
      else
        root.unknown(
          'dangling-edge',
          `a package depends on ${name}, which the manifest does not list`,
          undefined,
          true,
          { package: name },
        );
    }
  }
  const project = context.file(beside(file.path, 'Project.toml'));
  if (project !== null) {
    const asked = readToml(project, root.report);
    for (const name of asked.table('deps')?.keys() ?? []) root.want(keys.get(name) ?? '', 'production');
    const [name, version] = [asked.string('name'), asked.string('version')];
    if (root.hasWanted)
      return root.build({
        ...(name === undefined ? {} : { name }),
        ...(version === undefined ? {} : { version }),
      });
  }
  root.markTopLevel(() => 'production');
  return root.build();
};

function addPackage(root: RootBuilder, name: string, table: TomlTable): string {
  const uuid = table.string('uuid');
  const version = table.string('version');
  // Packages of the standard library carry no version of their own: they are part of Julia.
  if (version === undefined) root.unresolved(name, '', table.line);
  return root.add({
    name,
    version: version ?? null,
    location: { path: root.path, line: table.line },
    origin: originOf(table),
    ...(uuid === undefined ? {} : { qualifiers: { uuid } }),
  });
}

function originOf(table: TomlTable): Origin {
  const repository = table.string('repo-url');
  if (repository !== undefined) return gitOrigin(repository, table.string('repo-rev'));
  const path = table.string('path');
  return path === undefined ? { kind: 'registry' } : { kind: 'path', path };
}
