import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../', import.meta.url);

test('a number and its noun agree: `count` writes both, nothing says `file(s)`', () => {
  const files = globSync('packages/*/src/**/*.ts', { cwd: ROOT });
  expect(files.length).toBeGreaterThan(500);
  const guilty = files.flatMap((path) =>
    readFileSync(new URL(path, ROOT), 'utf8')
      .split('\n')
      .flatMap((line, i) => (/(?:\}|\d) [a-z -]+\((?:s|es|ies)\)/.test(line) ? [`${path}:${i + 1}`] : [])),
  );
  expect(guilty).toEqual([]);
});
