/** `cabal.project.freeze`: constraints of the form `any.name ==1.2.3`; flags are between them. */
import type { Extract } from '@theriac/core';
import { RootBuilder } from '../shared/root-builder.ts';

const EXACT = /^(?:any\.|setup\.)?([A-Za-z0-9][A-Za-z0-9-]*)\s*==\s*(\d[0-9.]*)$/;
const NAMED = /^(?:any\.|setup\.)?([A-Za-z0-9][A-Za-z0-9-]*)\s*([<>=^].*)$/;

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'hackage');
  let found = false;
  for (const [i, row] of file.text().split('\n').entries()) {
    const line = i + 1;
    const bare = row.replace(/^\s*--.*$/, '').replace(/^\s*constraints:/i, '');
    if (bare !== row) found = found || /constraints:/i.test(row);
    for (const item of bare.split(',')) {
      const text = item.trim();
      const exact = EXACT.exec(text);
      const [, name, version] = exact ?? [];
      if (name !== undefined && version !== undefined) {
        found = true;
        root.want(root.add({ name, version, location: { path: file.path, line } }), 'production');
        continue;
      }
      const range = NAMED.exec(text);
      if (range === null) {
        // `name +flag -flag` and the fields of the project say nothing of packages.
        if (text !== '' && !/^[\w.-]+(?:\s+[+-][\w-]+)+$|^[a-z-]+:/.test(text))
          root.unknown('unparseable', 'a constraint is not understood', line, true);
        continue;
      }
      const [, ranged = '', words = ''] = range;
      root.unresolved(ranged, words, line);
      const key = root.add({
        name: ranged,
        version: null,
        requested: words,
        location: { path: file.path, line },
      });
      root.want(key, 'production', words);
    }
  }
  if (file.text().trimEnd().endsWith(','))
    root.unknown('unparseable', 'the list of constraints goes on: the file was cut off', undefined, true);
  if (!found) root.unknown('no-package-data', 'there are no constraints in the file', 1, true);
  return root.build();
};
