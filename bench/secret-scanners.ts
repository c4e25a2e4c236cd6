/** Other programs that look for secrets, as far as they are at hand, and which files of a folder each tells. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Scanner {
  readonly name: string;
  /** Searches a folder; files that it tells, relative to it, and how long it took. */
  readonly search: (folder: string) => Searched;
}

interface Searched {
  readonly files: ReadonlySet<string>;
  readonly ms: number;
}

/** A scanner that does not end is given up. */
const LIMIT_MS = 300_000;
const MAX_BUFFER = 2 ** 28;
const theriacScript = fileURLToPath(new URL('../dist/theriac/theriac.js', import.meta.url));

function run(
  command: string,
  args: readonly string[],
  cwd: string,
): { readonly stdout: string; readonly ms: number } {
  const started = performance.now();
  const { stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: MAX_BUFFER,
    timeout: LIMIT_MS,
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (error !== undefined) throw new Error(`${command}: ${error.message}\n${stderr}`);
  return { stdout, ms: performance.now() - started };
}

export const theriac: Scanner = {
  name: 'theriac',
  search: (folder) => {
    const { stdout, ms } = run(
      process.execPath,
      [theriacScript, 'secrets', folder, '--format', 'json'],
      folder,
    );
    const { findings }: { findings: { locations: { path: string }[] }[] } = JSON.parse(stdout);
    return { files: new Set(findings.flatMap(({ locations }) => locations.map(({ path }) => path))), ms };
  },
};

/** @param installed folder in which `npm install secretlint @secretlint/secretlint-rule-preset-recommend` was run */
export function secretlint(installed: string): Scanner {
  return {
    name: 'secretlint',
    search: (folder) => {
      const settings = join(installed, '.secretlintrc.json');
      writeFileSync(settings, '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}');
      const bin = resolve(installed, 'node_modules/secretlint/bin/secretlint.js');
      const args = [bin, '--secretlintrc', settings, '--format', 'json', '--maskSecrets', `${folder}/**/*`];
      const { stdout, ms } = run(process.execPath, args, installed);
      const rows: { filePath: string; messages: unknown[] }[] =
        stdout.trim() === '' ? [] : JSON.parse(stdout);
      const told = rows.filter(({ messages }) => messages.length > 0);
      return { files: new Set(told.map(({ filePath }) => relative(folder, filePath))), ms };
    },
  };
}

/** @param program as `go install github.com/zricethezav/gitleaks/v8@latest` makes it */
export function gitleaks(program: string): Scanner {
  return {
    name: 'gitleaks',
    search: (folder) => {
      const out = mkdtempSync(join(tmpdir(), 'theriac-bench-'));
      const report = join(out, 'report.json');
      const options = ['--no-banner', '--redact', '--exit-code', '0', '--log-level', 'error'];
      const { ms } = run(program, ['dir', folder, '-f', 'json', '-r', report, ...options], folder);
      const rows: { File: string }[] = JSON.parse(readFileSync(report, 'utf8'));
      rmSync(out, { recursive: true });
      return { files: new Set(rows.map(({ File }) => relative(folder, resolve(folder, File)))), ms };
    },
  };
}
