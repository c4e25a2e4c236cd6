/** Carries out the steps of a fix in a copy of a project: commands as they are printed, edits as a person makes them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editorFor } from '@theriac/cli/fix-edits';
import type { FixStep } from '@theriac/core';
import type { Tool } from './fix-projects.ts';

/** What is added to a command so that nothing of the project runs and nothing but the lockfile is written. */
const QUIET_FLAGS: readonly { readonly tool: Tool; readonly command: RegExp; readonly flags: string }[] = [
  { tool: 'npm', command: /^npm (?:install|update|prune)\b/, flags: '--package-lock-only --ignore-scripts' },
  {
    tool: 'yarn-1',
    command: /^yarn\b/,
    flags: '--ignore-scripts --ignore-engines --ignore-platform --non-interactive',
  },
  { tool: 'yarn-berry', command: /^yarn (?:up|install)\b/, flags: '--mode=update-lockfile' },
  {
    tool: 'pnpm',
    command: /^pnpm (?:--ignore-workspace |--filter \S+ )*(?:install|update|add)\b/,
    flags: '--lockfile-only --ignore-scripts',
  },
  {
    tool: 'pnpm-8',
    command: /^pnpm (?:--ignore-workspace |--filter \S+ )*(?:install|update|add)\b/,
    flags: '--lockfile-only --ignore-scripts',
  },
  { tool: 'poetry', command: /^poetry (?:add|update)\b/, flags: '--lock' },
  { tool: 'uv', command: /^uv add\b/, flags: '--no-sync' },
  {
    tool: 'composer',
    command: /^composer (?:require|update)\b/,
    flags: '--no-install --no-scripts --no-plugins',
  },
];

export interface Tools {
  /** Folder with one folder per tool, whose programs come first on the path. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

const LIMIT_MS = 300_000;

/** What went wrong, in one line; undefined when every step could be carried out. */
export function applySteps(
  steps: readonly FixStep[],
  folder: string,
  tool: Tool,
  tools: Tools,
): string | undefined {
  for (const step of steps) {
    const problem =
      step.kind === 'command'
        ? run(step.command, join(folder, step.folder ?? ''), tool, tools)
        : step.kind === 'edit'
          ? editFile(folder, step)
          : `only words: ${step.text}`;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function editFile(
  root: string,
  { file, text }: Extract<FixStep, { readonly kind: 'edit' }>,
): string | undefined {
  if (file === undefined) return `an edit without a file: ${text}`;
  const path = join(root, file);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const after = editorFor(file)?.(before, text);
  if (after === undefined) return `${file} has no place for: ${text}`;
  if (after === before) return `an edit changes nothing: ${file}: ${text}`;
  writeFileSync(path, after);
  return undefined;
}

function run(command: string, cwd: string, tool: Tool, { folder, env }: Tools): string | undefined {
  const flags = QUIET_FLAGS.find((row) => row.tool === tool && row.command.test(command))?.flags;
  const own = join(folder, tool);
  const ran = spawnSync('sh', ['-c', flags === undefined ? command : `${command} ${flags}`], {
    cwd,
    encoding: 'utf8',
    timeout: LIMIT_MS,
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      ...env,
      ...(existsSync(own) ? { PATH: `${own}:${process.env.PATH ?? ''}` } : {}),
    },
  });
  if (ran.status === 0) return undefined;
  if (ran.error !== undefined) return `${command}: ${ran.error.message}`;
  return `${command}: ${reasonOf(`${ran.stderr}\n${ran.stdout}`)}`;
}

/** The lines of an error that say what it is. */
function reasonOf(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const telling = lines.filter((line) =>
    /error|ERR|fail|not found|conflict|No match|because|requires/i.test(line),
  );
  return (telling.length > 0 ? telling : lines.filter((line) => line !== ''))
    .slice(0, 4)
    .join(' | ')
    .slice(0, 400);
}
