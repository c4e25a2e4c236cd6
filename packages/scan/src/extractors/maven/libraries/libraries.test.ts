import { expect, test } from 'vitest';
import { librariesIn } from '../jar-classes.ts';
import { JAVA_LIBRARIES } from './index.ts';

test('there are enough rows to be of use', () => {
  expect(new Set(JAVA_LIBRARIES.map((library) => library.package)).size).toBeGreaterThan(100);
});

test.each(JAVA_LIBRARIES)('the classes of $package name it and nothing else', (library) => {
  const names = library.classes.map((name) => `${library.folder}${name}.class`);
  expect(librariesIn(names).map((found) => found.library.package)).toEqual([library.package]);
});

test.each(JAVA_LIBRARIES)(
  '$package is written as the repository writes it',
  ({ package: name, folder, alsoIn, earlier }) => {
    for (const one of [name, ...(alsoIn ?? []), ...(earlier === undefined ? [] : [earlier.package])])
      expect(one).toMatch(/^[A-Za-z0-9._-]+:[A-Za-z0-9._-]+$/);
    expect(alsoIn ?? []).not.toContain(name);
    expect(folder).toMatch(/^[a-z0-9_/]+\/$/);
  },
);
