/**
 * The registry that a package manager itself would use where nobody configured one: what the user's own npm and pip say.
 * They are started outside the scanned project, so that its files have no say.
 */
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';

const MAX_SECONDS = 15;

interface Question {
  readonly command: string;
  readonly args: readonly string[];
  /** The address is in the first group. */
  readonly answer: RegExp;
}

const QUESTIONS: Readonly<Record<'npm' | 'pypi', readonly Question[]>> = {
  npm: [{ command: 'npm', args: ['config', 'get', 'registry'], answer: /^(https?:\/\/\S+)\s*$/ }],
  // pip has no command for it; its help names the value that holds after all configuration.
  pypi: ['pip', 'pip3'].map((command) => ({
    command,
    args: ['install', '--help'],
    answer: /--index-url <url>[^(]{0,200}\(default\s+(https?:\/\/[^\s)]+)\)/,
  })),
};

/** @returns undefined when there is no such tool or it does not say */
export async function toolDefault(
  ecosystem: 'npm' | 'pypi',
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  for (const { command, args, answer } of QUESTIONS[ecosystem]) {
    const address = answer.exec(await outputOf(command, args, env))?.[1];
    if (address !== undefined) return address.endsWith('/') ? address : `${address}/`;
  }
  return undefined;
}

function outputOf(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  // Wide, so that no line is broken inside the address.
  const options = {
    env: { ...env, COLUMNS: '500' },
    cwd: env.HOME ?? env.USERPROFILE ?? homedir(),
    timeout: MAX_SECONDS * 1000,
    // npm is a batch file there, which only a shell starts; the words are constants.
    shell: process.platform === 'win32',
  };
  return new Promise((resolve) => {
    execFile(command, [...args], options, (error, stdout) => resolve(error === null ? stdout : ''));
  });
}
