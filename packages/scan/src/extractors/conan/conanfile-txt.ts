/** `conanfile.txt` (https://docs.conan.io/2/reference/conanfile_txt.html) where no conan.lock covers it. */
import type { Extract, Scope } from '@theriac/core';
import { siblingOf } from '../../target/paths.ts';
import { addAsked } from '../shared/asked-package.ts';
import { RootBuilder } from '../shared/root-builder.ts';

const SECTIONS: Readonly<Record<string, Scope>> = {
  requires: 'production',
  build_requires: 'build',
  tool_requires: 'build',
  test_requires: 'test',
};
/** `name/version@user/channel#revision` */
const REFERENCE = /^([\w.+-]{1,100})\/(\[[^\]]{1,200}\]|[\w.+-]{1,100})(?:@[^#\s]{0,200})?(?:#\S{1,200})?$/;

export const extract: Extract = (file, context) => {
  const lock = siblingOf(file.path, ['conan.lock'], context);
  const root = new RootBuilder(file.path, 'conan');
  let scope: Scope | undefined;
  let found = 0;
  for (const [at, text] of file.text().split('\n').entries()) {
    const line = at + 1;
    const trimmed = text.replace(/(?:^|\s)#.*$/s, '').trim();
    const section = /^\[(\w{1,60})\]$/.exec(trimmed)?.[1];
    if (section !== undefined) scope = SECTIONS[section];
    else if (scope !== undefined && trimmed !== '') {
      const [, name, range = ''] = REFERENCE.exec(trimmed) ?? [];
      if (name === undefined) {
        root.unknown('unparseable', 'no valid reference of a package', line, true);
        continue;
      }
      addAsked(root, { name, range, version: range.startsWith('[') ? null : range, scope, line });
      found += 1;
    }
  }
  if (lock !== undefined) return root.lockedIn(lock);
  if (found > 0) root.transitivesUnknown('run `conan lock create .` and commit conan.lock');
  return root.build();
};
