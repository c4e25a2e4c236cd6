/** Git repositories for tests, some with settings that name programs; and secrets to put into them. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { examplesOf, numbersFrom } from '../packages/scan/src/detectors/secrets/examples.ts';
import { SECRET_KINDS } from '../packages/scan/src/detectors/secrets/kinds/all.ts';
import { folderWith } from './run-cli.ts';

/** A secret of a kind, made anew: none is written down here. Another one for each seed. */
export function plantedSecret(id: string, seed = 1): string {
  const kind = SECRET_KINDS.find((one) => one.id === id);
  const [example] = kind === undefined ? [] : examplesOf(kind, numbersFrom(seed));
  return example?.value ?? example?.text ?? '';
}

export function git(folder: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      GIT_AUTHOR_DATE: '2026-01-02T12:00:00Z',
      GIT_COMMITTER_DATE: '2026-01-02T12:00:00Z',
    },
  }).trim();
}

export function repository(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = folderWith();
  git(folder, 'init', '--quiet', '--initial-branch=main');
  if (Object.keys(files).length > 0) commit(folder, files);
  return folder;
}

/** @returns the id of the commit */
export function commit(folder: string, files: Readonly<Record<string, string | Uint8Array | null>>): string {
  for (const [path, content] of Object.entries(files)) {
    if (content === null) {
      git(folder, 'rm', '--quiet', '--force', path);
      continue;
    }
    write(folder, path, content);
  }
  git(folder, 'add', '--all', '--force');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'change');
  return git(folder, 'rev-parse', 'HEAD');
}

export function write(folder: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** Has every setting that can name a program name one that leaves a mark. @returns whether one has run */
export function armed(folder: string): () => boolean {
  const mark = join(folder, '.git', 'mark');
  const program = join(folder, '.git', 'program.sh');
  writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\ncat\n`);
  chmodSync(program, 0o755);
  for (const hook of [
    'pre-commit',
    'post-index-change',
    'reference-transaction',
    'post-checkout',
    'fsmonitor-watchman',
  ]) {
    mkdirSync(join(folder, '.git', 'hooks'), { recursive: true });
    writeFileSync(join(folder, '.git', 'hooks', hook), `#!/bin/sh\ntouch '${mark}'\n`);
    chmodSync(join(folder, '.git', 'hooks', hook), 0o755);
  }
  appendFileSync(
    join(folder, '.git', 'config'),
    `[core]
  fsmonitor = ${program}
  pager = ${program}
  sshCommand = ${program}
  editor = ${program}
  askPass = ${program}
  alternateRefsCommand = ${program}
[diff]
  external = ${program}
[diff "armed"]
  textconv = ${program}
  command = ${program}
[filter "armed"]
  clean = ${program}
  smudge = ${program}
  process = ${program}
  required = true
[merge "armed"]
  driver = ${program}
[gpg]
  program = ${program}
[gpg "ssh"]
  program = ${program}
[log]
  showSignature = true
[pager]
  log = ${program}
  diff = ${program}
  rev-list = ${program}
  diff-tree = ${program}
[alias]
  cat-file = !${program}
  rev-list = !${program}
[credential]
  helper = ${program}
`,
  );
  mkdirSync(join(folder, '.git', 'info'), { recursive: true });
  writeFileSync(join(folder, '.git', 'info', 'attributes'), '* diff=armed filter=armed merge=armed\n');
  return () => existsSync(mark);
}
