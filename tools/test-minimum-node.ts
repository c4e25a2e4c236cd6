/**
 * Runs the end-to-end tests of the built command line on the oldest Node.js that is supported. The version comes
 * from the package registry (`node@22.15`), so the machine's own Node.js does not matter.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MINIMUM_NODE } from '@theriac/cli/node-version';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist/minimum-node');
const node = join(folder, 'node_modules/node/bin/node');

mkdirSync(folder, { recursive: true });
execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--silent', `node@${MINIMUM_NODE}`], {
  cwd: folder,
  stdio: 'inherit',
});
const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
if (!version.startsWith(`v${MINIMUM_NODE}.`))
  throw new Error(`expected Node.js ${MINIMUM_NODE}, got ${version}`);
process.stdout.write(`End-to-end tests on Node.js ${version}\n`);
execFileSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'e2e'], {
  cwd: root,
  stdio: 'inherit',
  // Coverage belongs to the run over everything.
  env: { ...process.env, CI: '', THERIAC_TEST_NODE: node },
});
