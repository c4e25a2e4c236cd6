/** Portage's database: `var/db/pkg/<category>/<package>/PF` holds the name with its version. All of it is one root. */
import type { Extract } from '@theriac/core';
import { beside } from '../../target/paths.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';

/** Package Manager Specification §3.2: a version begins at the last hyphen before a digit, and may have a revision. */
const PACKAGE = /^(.+)-(\d[\w.]*(?:-r\d+)?)$/;

export const extract: Extract = (file, context) => {
  const parts = file.path.split('/');
  const folder = parts.slice(0, -3).join('/');
  const paths = context.matched.filter((p) => p.startsWith(`${folder}/`));
  if (paths[0] !== file.path) return NOTHING;
  const root = new RootBuilder(folder === '' ? 'var/db/pkg' : folder, 'gentoo');
  for (const path of paths) {
    const category = path.split('/').at(-3) ?? '';
    const text = context.file(path)?.text().trim() ?? '';
    const [, name, version] = PACKAGE.exec(text) ?? [];
    if (name === undefined || version === undefined) {
      root.unknown('no-package-data', 'the entry names no package with a version', 1, true, { path });
      continue;
    }
    const licence = context.file(beside(path, 'LICENSE'))?.text().trim();
    const key = root.add({
      name: category === '' ? name : `${category}/${name}`,
      version,
      location: { path, line: 1 },
      ...(licence === undefined || licence === '' ? {} : { licence }),
    });
    root.want(key, 'production');
  }
  return root.build();
};
