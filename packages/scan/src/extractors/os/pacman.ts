/** pacman's local database: a folder a package, with `%FIELD%` blocks in `desc`. All of it is one root. */
import type { Extract } from '@theriac/core';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { Needs } from './needs.ts';
import { distroOf, osReleaseOf } from './os-release.ts';

export const extract: Extract = (file, context) => {
  const folder = file.path.split('/').slice(0, -2).join('/');
  const paths = context.matched.filter((p) => p.startsWith(`${folder}/`));
  if (paths[0] !== file.path) return NOTHING;
  const root = new RootBuilder(folder, 'alpm');
  const distro = distroOf(osReleaseOf(context, folder, 'var/lib/pacman/'));
  const needs = new Needs(root);
  for (const path of paths) {
    const desc = context.file(path);
    if (desc === null) {
      root.unknown('unreadable', 'the file cannot be read', undefined, true, { path });
      continue;
    }
    const fields = fieldsOf(desc.text());
    const [name = ''] = fields.get('NAME') ?? [];
    if (name === '') {
      root.unknown('no-package-data', 'the entry has no package name', 1, true, { path });
      continue;
    }
    const [version = ''] = fields.get('VERSION') ?? [];
    const [arch] = fields.get('ARCH') ?? [];
    const licence = fields.get('LICENSE')?.join(' AND ');
    if (version === '') root.unresolved(name, '', 1, path);
    const key = root.add({
      name,
      version: version || null,
      location: { path, line: 1 },
      ...(licence === undefined ? {} : { licence }),
      qualifiers: { ...(arch === undefined ? {} : { arch }), ...distro },
    });
    needs.provide(name, key);
    for (const provided of fields.get('PROVIDES') ?? []) needs.provide(bare(provided), key);
    needs.ask(key, (fields.get('DEPENDS') ?? []).map(bare));
  }
  needs.link();
  root.markTopLevel(() => 'production');
  return root.build();
};

/** `glibc>=2.38` → `glibc` */
function bare(name: string): string {
  return name.replace(/[<>=].*$/s, '');
}

function fieldsOf(text: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  let values: string[] | undefined;
  for (const row of text.split('\n')) {
    const name = /^%([A-Z0-9]+)%$/.exec(row)?.[1];
    if (name !== undefined) {
      values = [];
      fields.set(name, values);
    } else if (row === '') values = undefined;
    else values?.push(row);
  }
  return fields;
}
