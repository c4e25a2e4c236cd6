/**
 * Runs the built package on the oldest Node that it supports and on ones that are too old: the same bytes and exit codes
 * as on the pinned Node, and one line with exit code 2. Needs the package registry: `npm run test:node-versions`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SUPPORTED = ['22.15.0', '22', '23.8.0'];
const TOO_OLD = ['20', '22.14.0', '23.7.0'];
const USAGE = 2;

const root = fileURLToPath(new URL('..', import.meta.url));
const theriac = join(root, 'dist/theriac/theriac.js');
const work = mkdtempSync(join(tmpdir(), 'theriac-node-'));
const SCAN = ['scan', 'examples/clinic-cms', '--offline', '--as-of', '2026-11-22'];
const COMMANDS = [
  ['--version'],
  ['--help'],
  SCAN,
  ...['json', 'sarif', 'cyclonedx', 'spdx', 'junit', 'markdown', 'html'].map((f) => [...SCAN, '--format', f]),
  ['list', 'examples/fhir-interface'],
  ['notice', 'examples/patient-portal', '--format', 'json'],
  ['explain', 'CVE-2021-44228'],
  ['schema'],
];

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(node: string, args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(node, [theriac, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { PATH: process.env.PATH, HOME: work, CI: '1', THERIAC_DATA: join(work, 'data') },
  });
  return { status, stdout, stderr };
}

function install(version: string): string {
  const prefix = join(work, version);
  execFileSync(
    'npm',
    ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--silent', `node@${version}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  return join(prefix, 'node_modules/node/bin/node');
}

let failures = 0;
function check(what: string, holds: boolean): void {
  if (!holds) failures += 1;
  process.stdout.write(`${holds ? 'ok    ' : 'FAILED'} ${what}\n`);
}

try {
  for (const version of SUPPORTED) {
    const node = install(version);
    for (const args of COMMANDS) {
      const [here, there] = [run(process.execPath, args), run(node, args)];
      const same =
        here.status === there.status && here.stdout === there.stdout && here.stderr === there.stderr;
      check(`node@${version}: theriac ${args.join(' ')}`, same && here.stdout + here.stderr !== '');
    }
  }
  for (const version of TOO_OLD) {
    const { status, stdout, stderr } = run(install(version), SCAN);
    check(
      `node@${version} is refused`,
      status === USAGE && stdout === '' && /^theriac: Node\.js [^\n]+\n$/.test(stderr),
    );
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
