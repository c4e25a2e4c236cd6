/**
 * Checks what is published as a user gets it: the package is installed from its folder and from its tarball, run on the
 * oldest Node that it supports and on ones that are too old, and compared with the single executable. The same command
 * must give the same bytes and the same exit code everywhere. Needs the package registry: `npm run test:distribution`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSampleFeeds } from '@theriac/testing/sample-feeds';

const SUPPORTED = ['22.15.0', '22', '23.8.0'];
const TOO_OLD = ['20', '22.14.0', '23.7.0'];
const USAGE = 2;
const KEY = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----
`;

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const work = mkdtempSync(join(tmpdir(), 'theriac-distribution-'));
const feeds = join(work, 'feeds');

/** Run in this order with a data folder of its own; `OUT` is a folder for what they write. */
const SCAN = ['scan', 'examples/clinic-cms', '--as-of', '2026-11-22', '--offline'];
const COMMANDS: readonly (readonly string[])[] = [
  ['--version'],
  ['--help'],
  ['sbom', 'convert', '--help'],
  ['scan', 'missing'],
  ['explain', 'CVE-2021-44228'],
  SCAN,
  ['db', 'build', '--feeds', feeds],
  ['db', 'verify'],
  ...['terminal', 'json', 'sarif', 'cyclonedx', 'spdx', 'junit', 'markdown', 'html'].map((f) => [
    ...SCAN,
    '--format',
    f,
  ]),
  ['list', 'examples/fhir-interface'],
  ['why', 'minimist', 'examples/patient-portal'],
  ['notice', 'examples/patient-portal', '--format', 'json'],
  ['inspect', 'node_modules/commander', '--json'],
  ['sbom', 'create', 'examples/patient-portal', '--format', 'spdx@3.0.1'],
  ['sbom', 'create', 'examples/patient-portal', '--output', 'OUT/bom.json'],
  ['sbom', 'validate', 'OUT/bom.json'],
  ['sbom', 'convert', 'OUT/bom.json', '--to', 'cyclonedx-xml@1.4'],
  ['sbom', 'sign', 'OUT/bom.json', '--key', 'OUT/key.pem', '--detached'],
  ['schema'],
  ['schema', 'scan-result'],
  ['docs'],
  ['docs', 'gate'],
  ['completion', 'bash'],
  ['init', 'OUT', '--yes'],
];

interface Program {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Folder of the `node` that the command finds. */
  readonly node?: string;
}

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let failures = 0;

try {
  build();
  const pinned = dirname(process.execPath);
  const reference: Program = { name: 'pinned Node', command: [installGlobally('theriac')], node: pinned };
  const expected = runAll(reference);
  const tarball = `./theriac-${JSON.parse(readFileSync(join(dist, 'theriac/package.json'), 'utf8')).version}.tgz`;
  const others: Program[] = [
    { name: 'tarball', command: [installGlobally(tarball)], node: pinned },
    { name: 'single executable', command: [join(dist, `theriac-${process.platform}-${process.arch}`)] },
    ...SUPPORTED.map((version) => onNode(version, reference)),
  ];
  for (const program of others) {
    const runs = runAll(program);
    for (const [i, args] of COMMANDS.entries())
      check(`${program.name}: theriac ${args.join(' ')}`, same(runs[i], expected[i]));
  }
  for (const version of TOO_OLD) {
    const { status, stdout, stderr } = run(onNode(version, reference), SCAN, work);
    const oneLine = /^theriac: Node\.js [^\n]+ Next: [^\n]+\n$/.test(stderr);
    check(`node@${version} is refused in one line`, status === USAGE && stdout === '' && oneLine);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

function build(): void {
  for (const args of [['--tarball'], ['--executable']])
    execFileSync(process.execPath, [join(root, 'tools/build.ts'), ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  writeSampleFeeds(feeds);
}

/** @returns the installed command */
function installGlobally(source: string): string {
  const prefix = join(work, source.includes('tgz') ? 'tarball' : 'folder');
  npm(['install', '--global', '--prefix', prefix, source.startsWith('.') ? source : `./${source}`], dist);
  return join(prefix, 'bin/theriac');
}

function onNode(version: string, { command }: Program): Program {
  const prefix = join(work, `node-${version}`);
  if (!existsSync(prefix)) npm(['install', '--prefix', prefix, `node@${version}`], work);
  return { name: `node@${version}`, command, node: join(prefix, 'node_modules/node/bin') };
}

function npm(args: readonly string[], cwd: string): void {
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--silent'], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function runAll(program: Program): Run[] {
  const own = mkdtempSync(join(work, 'run-'));
  mkdirSync(join(own, 'out'));
  writeFileSync(join(own, 'out/key.pem'), KEY);
  return COMMANDS.map((args) => run(program, args, own));
}

/** Output with the folder of the run written as `OUT`. */
function run({ command: [program, ...first], node }: Program, args: readonly string[], own: string): Run {
  const out = join(own, 'out');
  const { status, stdout, stderr } = spawnSync(
    program,
    [...first, ...args.map((a) => a.replace(/^OUT/, () => out))],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: {
        PATH: [...(node === undefined ? [] : [node]), '/usr/bin', '/bin'].join(delimiter),
        HOME: own,
        CI: '1',
        THERIAC_DATA: join(own, 'data'),
        SOURCE_DATE_EPOCH: '1795305600',
      },
    },
  );
  const neutral = (text: string): string => text.replaceAll(out, 'OUT').replaceAll(own, 'OWN');
  return { status, stdout: neutral(stdout), stderr: neutral(stderr) };
}

function same(a: Run | undefined, b: Run | undefined): boolean {
  if (a === undefined || b === undefined || a.stdout + a.stderr === '') return false;
  return a.status === b.status && a.stdout === b.stdout && a.stderr === b.stderr;
}

function check(what: string, holds: boolean): void {
  if (!holds) failures += 1;
  process.stdout.write(`${holds ? 'ok    ' : 'FAILED'} ${what}\n`);
}
