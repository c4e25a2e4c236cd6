import { runInNewContext, Script } from 'node:vm';
import { MINIMUM_NODE } from '@theriac/cli/node-version';
import { beforeAll, describe, expect, test } from 'vitest';
import { launcher } from './build.ts';

let code: string;
beforeAll(async () => {
  code = await launcher();
});

interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
}

/** What the script does on a Node of this version; it may use nothing but `process`. */
function runOn(version: string, ...args: readonly string[]): Run {
  const seen = { stdout: '', stderr: '' };
  const process = {
    versions: { node: version },
    execPath: '/opt/node/bin/node',
    argv: ['node', 'theriac', ...args],
    exitCode: undefined,
    stdout: { on: () => undefined, write: (text: string) => (seen.stdout += text) },
    stderr: { write: (text: string) => (seen.stderr += text) },
  };
  runInNewContext(code, { process });
  return { ...seen, exitCode: process.exitCode };
}

describe('the entry point of the package', () => {
  test('is a script in the syntax of Node 12 that loads no module before it has checked the version', () => {
    expect(code.startsWith('#!/usr/bin/env node\n')).toBe(true);
    expect(() => new Script(code)).not.toThrow();
    // Optional chaining, `??` and `??=`, which Node 12 does not read.
    expect(code).not.toMatch(/\?\.|\?\?|\bimport\(/);
    expect(code.match(/\brequire\([^)]*\)/g)).toEqual(['require("./lib/start.js")']);
  });

  test.each([['12.22.12'], ['20.20.2'], ['22.14.0'], ['23.7.0']])(
    'says in one line that Node %s is too old',
    (version) => {
      for (const args of [[], ['scan'], ['--version']])
        expect(runOn(version, ...args)).toEqual({
          stdout: '',
          stderr: `theriac: Node.js ${MINIMUM_NODE} or later is required, and /opt/node/bin/node is version ${version}. Next: install a newer Node.js, or use the single executable of Theriac.\n`,
          exitCode: 2,
        });
    },
  );

  test.each([['22.15.0'], ['24.0.0']])('answers --version on Node %s', (version) => {
    expect(runOn(version, '--version')).toEqual({ stdout: '0.1.0\n', stderr: '', exitCode: undefined });
  });
});
