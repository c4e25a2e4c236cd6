import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MINIMUM_NODE, nodeProblem, SUPPORTED_NODE } from './node-version.ts';
import { VERSION } from './version.ts';

interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
}

const file = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const manifest = (path: string): Manifest => JSON.parse(file(path));

test("the version is package.json's", () => {
  expect(VERSION).toBe(manifest('../package.json').version);
});

describe('one minimum version of Node', () => {
  test('package.json, README and CONTRIBUTING say it', () => {
    expect(manifest('../package.json').engines.node).toBe(SUPPORTED_NODE);
    expect(manifest('../../../package.json').engines.node).toBe(SUPPORTED_NODE);
    for (const path of ['../../../README.md', '../../../CONTRIBUTING.md'])
      expect(file(path), path).toContain(`Node.js ${MINIMUM_NODE} or later`);
  });

  test.each(['22.15.0', '22.23.3', '23.8.0', '24.0.0', '26.1.0', '100.0.0'])(
    '%s is new enough',
    (version) => {
      expect(nodeProblem(version, 'node')).toBeUndefined();
    },
  );

  test.each(['10.24.1', '18.20.8', '20.20.2', '21.7.3', '22.14.0', '23.7.0'])('%s is too old', (version) => {
    expect(nodeProblem(version, '/usr/bin/node')).toBe(
      `Node.js 22.15 or later is required, and /usr/bin/node is version ${version}. Next: install a newer Node.js, or use the single executable of Theriac.`,
    );
  });
});
