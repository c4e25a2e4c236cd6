/** Runs the built command line as a child process. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInProcess } from '@theriac/testing/run-in-process';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** `npm run test:minimum-node` names the oldest supported one. */
export const NODE = process.env.THERIAC_TEST_NODE ?? process.execPath;
export const MAIN = join(ROOT, 'dist/theriac/theriac.js');

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Only what is named reaches the child: no proxies, tokens or settings of whoever runs the tests. */
export function cli(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(NODE, [MAIN, ...args], {
      cwd: options.cwd ?? ROOT,
      env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), CI: '1', ...options.env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

const made: string[] = [];

export function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-e2e-'));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** For `afterAll`. */
export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A package-lock.json with these packages, the first one asked for by the root. */
export function lockOf(packages: Readonly<Record<string, string>>): string {
  const [first = ''] = Object.keys(packages);
  return JSON.stringify(
    {
      name: 'app',
      lockfileVersion: 3,
      packages: {
        '': { name: 'app', dependencies: { [first]: '*' } },
        ...Object.fromEntries(
          Object.entries(packages).map(([name, version]) => [`node_modules/${name}`, { version }]),
        ),
      },
    },
    null,
    2,
  );
}

/**
 * Runs each command the first time with the built command line, which loads a chunk of the bundle per command, and
 * from then on in this process, which costs a tenth.
 */
export function builtOnce(
  env: Readonly<Record<string, string>>,
): (args: readonly string[], input?: string) => Promise<Run> {
  const seen = new Set<string>();
  return (args, input) => {
    const name =
      args[0] === 'sbom' || args[0] === 'vex' || args[0] === 'db' ? `${args[0]} ${args[1]}` : args[0];
    const options = { env, ...(input === undefined ? {} : { input }) };
    if (seen.has(name ?? '')) return runInProcess(args, options);
    seen.add(name ?? '');
    return cli(args, options);
  };
}
