/**
 * Programs that keep logins: `docker-credential-NAME get`, host on the standard input, JSON on the standard output
 * (https://github.com/docker/docker-credential-helpers).
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join, sep } from 'node:path';
import { asObject, asString, get, type JsonValue } from '@theriac/read/json';
import { homeOf } from './configuration-files.ts';

type HelperAnswer =
  | { readonly kind: 'login'; readonly username: string; readonly secret: string }
  /** The program keeps none for this host. */
  | { readonly kind: 'none' }
  /** @property reason in plain words, without what the program wrote */
  | { readonly kind: 'failed'; readonly reason: string };

/** @param name what follows `docker-credential-`, as the user's configuration has it */
export type RunHelper = (name: string, host: string) => Promise<HelperAnswer>;

const NAME = /^[a-z0-9][a-z0-9-]*$/i;
const MAX_OUTPUT = 64 * 1024;
const DEFAULT_SECONDS = 30;
const NOT_FOUND = 'credentials not found';

/** Runs the programs themselves: for callers that may start processes. */
export function credentialProgram(env: NodeJS.ProcessEnv, seconds: number = DEFAULT_SECONDS): RunHelper {
  return async (name, host) => {
    if (!NAME.test(name) || name.length > 100) return { kind: 'failed', reason: 'its name is not valid' };
    const path = programOf(`docker-credential-${name}`, env);
    if (path === undefined) return { kind: 'failed', reason: 'it is not on the PATH' };
    const { output, end } = await run(path, host, env, seconds);
    if (end === 0) return loginIn(output);
    if (output.includes(NOT_FOUND)) return { kind: 'none' };
    return { kind: 'failed', reason: typeof end === 'number' ? `it ended with code ${end}` : end };
  };
}

function loginIn(output: string): HelperAnswer {
  let value: JsonValue;
  try {
    value = JSON.parse(output);
  } catch {
    return { kind: 'failed', reason: 'its output is not JSON' };
  }
  const [username, secret] = ['Username', 'Secret'].map((key) => asString(get(asObject(value), key)));
  if (username === undefined || secret === undefined)
    return { kind: 'failed', reason: 'its output has no Username and Secret' };
  return secret === '' ? { kind: 'none' } : { kind: 'login', username, secret };
}

/** Only whole paths, and none that npm puts in front for the packages of a project. */
function programOf(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  for (const folder of (env.PATH ?? env.Path ?? '').split(delimiter)) {
    if (!isAbsolute(folder) || folder.includes(`node_modules${sep}.bin`)) continue;
    for (const path of names.map((one) => join(folder, one))) {
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // The next folder may have it.
      }
    }
  }
  return undefined;
}

interface Ended {
  readonly output: string;
  /** The exit code, or why there is none. */
  readonly end: number | string;
}

function run(path: string, host: string, env: NodeJS.ProcessEnv, seconds: number): Promise<Ended> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let length = 0;
    let stopped: string | undefined;
    const child = spawn(path, ['get'], { env, cwd: homeOf(env), stdio: ['pipe', 'pipe', 'ignore'] });
    const stop = (why: string): void => {
      stopped = why;
      child.kill('SIGKILL');
      // What the program itself started may keep the pipe open.
      child.stdout.destroy();
    };
    const timer = setTimeout(() => stop(`it did not end within ${seconds} s`), seconds * 1000);
    child.stdout.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length > MAX_OUTPUT) stop(`it wrote more than ${MAX_OUTPUT} bytes`);
      else pieces.push(piece);
    });
    // It may end without reading; how it ended is told by what follows.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${host}\n`);
    const done = (end: number | string): void => {
      clearTimeout(timer);
      resolve({ output: Buffer.concat(pieces).toString('utf8'), end: stopped ?? end });
    };
    child.on('error', () => done('it could not be started'));
    child.on('close', (code) => done(code ?? 'it was killed'));
  });
}
