/** Installs in builds that do not take what was locked. */
import type { ShellCommand } from '../../shared/shell-words.ts';

export function notFrozen({ program, args }: ShellCommand): { observed: string; write: string } | undefined {
  const [verb, ...rest] = args;
  const plain = rest.every((arg) => arg.startsWith('-'));
  const has = (...flags: readonly string[]): boolean =>
    args.some((arg) => flags.includes(arg.split('=', 1)[0] ?? ''));
  if (
    program === 'npm' &&
    (verb === 'install' || verb === 'i') &&
    plain &&
    !has('-g', '--global', '--package-lock-only')
  ) {
    return { observed: 'npm install', write: 'npm ci' };
  }
  if (program === 'yarn' && (verb === undefined || verb === 'install' || verb.startsWith('--')) && plain) {
    const other = has('--frozen-lockfile', '--immutable', '--version', '-v', '--help', '--check-cache');
    return other ? undefined : { observed: 'yarn install', write: 'yarn install --immutable' };
  }
  if (program === 'pnpm' && (verb === 'install' || verb === 'i') && has('--no-frozen-lockfile')) {
    return { observed: 'pnpm install --no-frozen-lockfile', write: 'pnpm install --frozen-lockfile' };
  }
  if (program === 'bun' && (verb === 'install' || verb === 'i') && plain && !has('--frozen-lockfile')) {
    return { observed: 'bun install', write: 'bun install --frozen-lockfile' };
  }
  return undefined;
}

const TAKES_VALUE = new Set([
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '-t',
  '--target',
  '--prefix',
  '--cache-dir',
  '--timeout',
  '--root',
  '--platform',
  '--python-version',
  '--progress-bar',
  '--retries',
  '--proxy',
  '--trusted-host',
]);
const FIXED = new Set(['-r', '--requirement', '-e', '--editable', '-c', '--constraint', '--require-hashes']);
/** Tools of packaging itself. */
const OWN_TOOLS = new Set([
  'pip',
  'setuptools',
  'wheel',
  'build',
  'uv',
  'pipenv',
  'poetry',
  'virtualenv',
  'tox',
  'twine',
]);

/** The first package that is installed without any version. */
export function unpinnedPip({ program, args }: ShellCommand): string | undefined {
  const at = /^pip[\d.]*$/.test(program)
    ? 0
    : /^python[\d.]*$/.test(program) && args[0] === '-m' && args[1] === 'pip'
      ? 2
      : -1;
  if (at < 0 || args[at] !== 'install') return undefined;
  const words = args.slice(at + 1);
  if (words.some((word) => FIXED.has(word.split('=', 1)[0] ?? ''))) return undefined;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    if (TAKES_VALUE.has(word)) i += 1;
    else if (/^[A-Za-z][\w.-]*(?:\[[\w,.-]*\])?$/.test(word) && !OWN_TOOLS.has(word)) return word;
  }
  return undefined;
}
