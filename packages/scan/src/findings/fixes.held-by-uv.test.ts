/** Overrides and constraints of `[tool.uv]` that hold a version are what a fix changes. */
import type { Store } from '@theriac/advisories';
import { describeSteps } from '@theriac/core';
import { makeFolder, makeStore, osvRecord, removeFolders, scanWith } from '@theriac/testing/make-target';
import { afterAll, beforeAll, expect, test } from 'vitest';

let store: Store;

beforeAll(async () => {
  store = await makeStore({
    pypi: [1, 2].map((n) =>
      osvRecord(`TEST-${n}`, 'PyPI', 'jinja2', [{ introduced: '0' }, { fixed: '2.11.3' }]),
    ),
  });
});
afterAll(removeFolders);

const UV_LOCK = ({ manifest = '', range = '' }): string => `version = 1
[manifest]
${manifest}
[[package]]
name = "jinja2"
version = "2.11.1"
source = { registry = "https://pypi.example/simple" }
[[package]]
name = "r"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "jinja2" }]
[package.metadata]
requires-dist = [{ name = "jinja2"${range === '' ? '' : `, specifier = "${range}"`} }]
`;

const OVERRIDE = 'overrides = [{ name = "Jinja2", specifier = "==2.11.1" }]';
const CONSTRAINT = 'constraints = [{ name = "jinja2", specifier = "==2.11.1" }]';
const changed = (field: string): string => `pyproject.toml: [tool.uv]\n${field} = ["jinja2==2.11.3"]`;
const LOCK = ', then uv lock --upgrade-package jinja2';

test.each<[string, Parameters<typeof UV_LOCK>[0], string]>([
  ['nothing', { range: '==2.11.1' }, 'uv add "jinja2==2.11.3"'],
  ['an override', { manifest: OVERRIDE }, changed('override-dependencies') + LOCK],
  [
    'an override, whatever the project asks for',
    { manifest: OVERRIDE, range: '==2.11.1' },
    changed('override-dependencies') + LOCK,
  ],
  ['a constraint', { manifest: CONSTRAINT, range: '>=2' }, changed('constraint-dependencies') + LOCK],
  [
    'a constraint, where the project asks for any',
    { manifest: CONSTRAINT },
    changed('constraint-dependencies') + LOCK,
  ],
  [
    'a constraint and the project',
    { manifest: CONSTRAINT, range: '==2.11.1' },
    `${changed('constraint-dependencies')}, then uv add "jinja2==2.11.3"`,
  ],
  [
    'an override with a lower bound does not hold it',
    { manifest: OVERRIDE.replace('==', '>='), range: '==2.11.1' },
    'uv add "jinja2==2.11.3"',
  ],
])('%s', async (_, lock, expected) => {
  const pyproject = '[project]\nname = "r"\nversion = "1"\ndependencies = ["jinja2"]\n';
  const { fixes } = await scanWith(
    store,
    makeFolder({ 'pyproject.toml': pyproject, 'uv.lock': UV_LOCK(lock) }),
  );
  expect(fixes.filter((f) => f.kind !== 'change').map((f) => describeSteps(f.steps))).toEqual([expected]);
});
