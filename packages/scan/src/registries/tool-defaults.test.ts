import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, expect, test } from 'vitest';
import { toolDefault } from './tool-defaults.ts';

afterAll(removeFolders);

test('npm itself says which registry holds', async () => {
  const home = makeFolder({ '.npmrc': 'registry=https://npm.clinic.example/all\n' });
  const env = { PATH: process.env.PATH, HOME: home };
  expect(await toolDefault('npm', env)).toBe('https://npm.clinic.example/all/');
});

test.skipIf(process.platform === 'win32')('pip says it in its help', async () => {
  const bin = makeFolder({
    pip: `#!/bin/sh
cat <<'END'
Package Index Options:
  -i, --index-url <url>       Base URL of the Python Package Index (default https://pip.clinic.example/simple). This should point elsewhere.
  --extra-index-url <url>     Extra URLs
END
`,
  });
  chmodSync(join(bin, 'pip'), 0o755);
  expect(await toolDefault('pypi', { PATH: `${bin}:/bin`, HOME: bin })).toBe(
    'https://pip.clinic.example/simple/',
  );
});

test('without the tool nothing is said', async () => {
  const empty = makeFolder({});
  expect(await toolDefault('npm', { PATH: empty, HOME: empty })).toBeUndefined();
});
