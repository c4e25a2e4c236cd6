/** The distribution itself, as os-release names it: what has an end of life. */
import type { Extract } from '@theriac/core';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { releaseIn } from './os-release.ts';

export const extract: Extract = (file, context) => {
  // Most have it in one place and a link in the other; where both are files, that of the vendor speaks.
  const vendor = file.path.replace(/etc\/os-release$/, 'usr/lib/os-release');
  if (vendor !== file.path && context.matched.includes(vendor)) return NOTHING;
  const root = new RootBuilder(file.path, 'generic');
  const release = releaseIn(file.text());
  if (release === null) {
    root.unknown('no-package-data', 'the file names no distribution', undefined, false);
    return root.build();
  }
  root.add({
    name: release.id,
    version: release.version === '' ? null : release.version,
    location: { path: file.path },
    direct: true,
    scope: 'production',
  });
  if (release.version === '') root.unresolved(release.id, '', undefined, file.path);
  return root.build();
};
