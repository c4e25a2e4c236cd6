/** The list that pip and setuptools keep of the packages copied into their `_vendor` folder. */
import type { Extract } from '@theriac/core';
import { RootBuilder } from '../shared/root-builder.ts';

const PIN = /^[ \t]{0,40}([A-Za-z0-9][\w.-]{0,200})(?:\[[\w, .-]{0,200}\])?==([^\s;#]{1,100})/;
const NO_PACKAGE = /^[ \t]{0,40}(?:#|$|--)/;

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'pypi');
  const text = file.text();
  if (text.trim() === '') root.emptyFile();
  for (const [i, line] of text.split('\n').entries()) {
    if (NO_PACKAGE.test(line)) continue;
    const [, name, version] = PIN.exec(line) ?? [];
    if (name === undefined || version === undefined) {
      root.unknown('unparseable', 'a copied package is not pinned by ==', i + 1, true);
      continue;
    }
    const location = { path: file.path, line: i + 1 };
    root.add({ name, version, scope: 'production', direct: true, location });
  }
  return root.build();
};
