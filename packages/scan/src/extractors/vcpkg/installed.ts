/** `vcpkg_installed/vcpkg/status`: what a build really installed, in the paragraphs of Debian control files. */
import type { Extract } from '@theriac/core';
import { paragraphsOf } from '@theriac/read/control';
import { RootBuilder } from '../shared/root-builder.ts';

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'vcpkg');
  const keys = new Map<string, string>();
  const needs: (readonly [string, string])[] = [];
  for (const { fields, line, twice } of paragraphsOf(file.text())) {
    if (twice.length > 0)
      root.unknown('duplicate-key', `the field ${twice[0]} stands twice in one entry`, line, true);
    const [name, version] = [fields.get('package'), fields.get('version')];
    // Features are paragraphs of their own without a version.
    if (name === undefined || version === undefined) continue;
    if (!/(?:^| )installed$/.test(fields.get('status') ?? 'installed')) continue;
    const port = fields.get('port-version');
    const key = root.add({
      name,
      version: port === undefined || port === '0' ? version : `${version}#${port}`,
      location: { path: file.path, line },
    });
    keys.set(name, key);
    needs.push([key, fields.get('depends') ?? '']);
  }
  for (const [from, depends] of needs) {
    for (const dep of depends.split(',')) {
      const to = keys.get(dep.trim().replace(/[[:].*$/s, ''));
      if (to !== undefined) root.link(from, to);
    }
  }
  if (keys.size === 0) root.emptyFile();
  root.markTopLevel(() => 'production');
  return root.build();
};
