/** Carries out the steps of one change in the user's project, with the user's own tools. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Fix, FixStep } from '@theriac/core';
import type { Io } from '../../command/command.ts';
import { writableIn } from '../../inputs/inside-target.ts';
import { writeReport } from '../../run/report-file.ts';
import { editorFor } from './edits/index.ts';
import { writtenIn } from './snapshot.ts';
import { invocationOf } from './tools.ts';

/** A resolution of a large project over a slow line. */
const LIMIT_MS = 15 * 60 * 1000;
/** Of the output of a tool; what is beyond is dropped. */
const MAX_OUTPUT = 256 * 1024;

/** A step that can be carried out, with the path that it is about. */
export type Doable =
  | {
      readonly kind: 'run';
      readonly program: string;
      readonly args: readonly string[];
      readonly folder: string;
    }
  | { readonly kind: 'edit'; readonly path: string; readonly text: string };

/**
 * What a change takes, or why it is for a person.
 * @param root folder of the target
 */
export function doableSteps(
  fix: Fix,
  finding: Finding,
  root: string,
): readonly Doable[] | { readonly byHand: string } {
  if (fix.steps.length === 0) return { byHand: 'no command or text says how' };
  const doable: Doable[] = [];
  for (const step of fix.steps) {
    const one = doableStep(step, finding, root);
    if ('byHand' in one) return one;
    doable.push(one);
  }
  return doable;
}

function doableStep(step: FixStep, finding: Finding, root: string): Doable | { readonly byHand: string } {
  if (step.kind === 'text') return { byHand: step.text };
  if (step.kind === 'edit') {
    const file = step.file ?? finding.locations[0]?.path;
    if (file === undefined || editorFor(file) === undefined)
      return { byHand: `an edit of ${file ?? 'a file'}` };
    return { kind: 'edit', path: writableIn(root, join(root, file)), text: step.text };
  }
  const folder = writableIn(root, join(root, step.folder ?? ''));
  // Package managers write through links.
  for (const path of writtenIn(folder)) writableIn(root, path);
  const lock = join(folder, 'yarn.lock');
  const invocation = invocationOf(step.command, existsSync(lock) ? readFileSync(lock, 'utf8') : undefined);
  return invocation === undefined
    ? { byHand: `run it yourself: ${step.command}` }
    : { kind: 'run', ...invocation, folder };
}

/** @returns what went wrong, in one line; undefined when every step was carried out */
export async function applySteps(steps: readonly Doable[], env: Io['env']): Promise<string | undefined> {
  for (const step of steps) {
    const problem = step.kind === 'edit' ? editFile(step) : await run(step, env);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function editFile({ path, text }: Extract<Doable, { kind: 'edit' }>): string | undefined {
  const before = formOf(existsSync(path) ? readFileSync(path, 'utf8') : '');
  const after = editorFor(path)?.(before.text, text);
  if (after === undefined) return 'the file has no place for the text';
  if (after === before.text) return 'the file says so already';
  writeReport(path, before.mark + after.replaceAll('\n', before.line), 'own');
  return undefined;
}

/** Editors see lines that end with LF; a file in which all end otherwise, and its byte order mark, stay so. */
function formOf(whole: string): { readonly mark: string; readonly line: string; readonly text: string } {
  const mark = whole.startsWith('\ufeff') ? '\ufeff' : '';
  const own = whole.slice(mark.length);
  const isDos = own.includes('\r\n') && !own.replaceAll('\r\n', '').includes('\n');
  return { mark, line: isDos ? '\r\n' : '\n', text: isDos ? own.replaceAll('\r\n', '\n') : own };
}

function run(
  { program, args, folder }: Extract<Doable, { kind: 'run' }>,
  env: Io['env'],
): Promise<string | undefined> {
  return new Promise((resolve) => {
    // npm and its like are scripts of the command interpreter on Windows.
    const shell = process.platform === 'win32';
    const child = spawn(program, [...args], {
      cwd: folder,
      env: {
        ...env,
        npm_config_ignore_scripts: 'true',
        npm_config_audit: 'false',
        npm_config_fund: 'false',
        CI: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell,
    });
    // Not spawn's own limit: its timer runs on where the program could not be started.
    const limit = setTimeout(() => child.kill(), LIMIT_MS);
    const end = (problem: string | undefined): void => {
      clearTimeout(limit);
      resolve(problem);
    };
    let output = '';
    const keep = (chunk: Buffer): void => {
      if (output.length < MAX_OUTPUT) output += chunk.toString('utf8');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error: NodeJS.ErrnoException) =>
      end(
        error.code === 'ENOENT'
          ? `${program} is not on the PATH`
          : `${program}: ${error.code ?? 'cannot be run'}`,
      ),
    );
    child.on('close', (code, signal) =>
      end(
        code === 0
          ? undefined
          : `${program} ended with ${signal === null ? `code ${code}` : signal}: ${reasonIn(output)}`,
      ),
    );
  });
}

const SHOWN_LINES = 3;
const SHOWN_LENGTH = 300;

/** The lines of an output that say what went wrong, else its last ones. */
function reasonIn(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.filter((line) =>
    /\berr(?:or)?\b|fail|not found|conflict|unable|requires/i.test(line),
  );
  const shown = telling.length > 0 ? telling.slice(0, SHOWN_LINES) : lines.slice(-SHOWN_LINES);
  return shown.join(' | ').slice(0, SHOWN_LENGTH);
}
