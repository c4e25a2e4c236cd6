/**
 * What is added to a package manager's command so that it writes manifests and lockfiles only: nothing is installed, no
 * script of the project or of a package runs. Checked with the tools of November 2026.
 */

interface Quiet {
  readonly program: string;
  /** What follows the program. */
  readonly args: RegExp;
  readonly flags: readonly string[];
  /** Only for a folder whose yarn.lock is of this generation. */
  readonly yarn?: 'classic' | 'berry';
}

const QUIET: readonly Quiet[] = [
  { program: 'npm', args: /^(?:install|update|prune)\b/, flags: ['--package-lock-only', '--ignore-scripts'] },
  {
    program: 'yarn',
    yarn: 'classic',
    args: /^(?:add|install|upgrade|workspace)\b/,
    flags: ['--ignore-scripts', '--ignore-engines', '--ignore-platform', '--non-interactive'],
  },
  { program: 'yarn', yarn: 'berry', args: /^(?:up|install)\b/, flags: ['--mode=update-lockfile'] },
  {
    program: 'pnpm',
    args: /^(?:--ignore-workspace |--filter \S+ )*(?:install|update|add)\b/,
    flags: ['--lockfile-only', '--ignore-scripts'],
  },
  { program: 'bun', args: /^(?:add|install|update)\b/, flags: ['--lockfile-only', '--ignore-scripts'] },
  { program: 'deno', args: /^install\b/, flags: ['--lockfile-only'] },
  { program: 'poetry', args: /^(?:add|update)\b/, flags: ['--lock', '--no-interaction'] },
  { program: 'uv', args: /^add\b/, flags: ['--no-sync'] },
  { program: 'pdm', args: /^(?:add|update)\b/, flags: ['--no-sync'] },
  {
    program: 'composer',
    args: /^(?:require|update)\b/,
    flags: ['--no-install', '--no-scripts', '--no-plugins', '--no-interaction'],
  },
];

/**
 * Every option that a step may have. Names of packages and folders come from the project: one that looks like an option
 * must not become one.
 */
const OPTIONS: ReadonlySet<string> = new Set([
  ...['--categories', '--depth', '--dev', '--exact', '--force-evaluate', '--group', '--ignore-workspace'],
  ...[
    '--filter',
    '--no-frozen-lockfile',
    '--no-update',
    '--optional',
    '--output-file',
    '--package',
    '--peer',
  ],
  ...['--precise', '--recursive', '--save-dev', '--save-exact', '--save-optional', '--save-peer'],
  ...['--update-locks', '--update-reuse', '--update-with-all-dependencies', '--upgrade-package', '--version'],
  ...['--with-all-dependencies', '--workspace', '-D', '-G', '-Id', '-R', '-Version', '-d', '-dG', '-o', '-p'],
  ...['-replace', '-toolchain', '-w', '-u'],
]);

/** `bundle update` installs; `bundle lock --update` resolves alone. */
const BUNDLE_UPDATE = /^update\b/;

export interface Invocation {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * A command of a step as a program and its arguments: no shell sees it.
 * @param yarnLock contents of the folder's yarn.lock; undefined: there is none
 * @returns undefined for what takes a shell, and for an option that no step has
 */
export function invocationOf(command: string, yarnLock: string | undefined): Invocation | undefined {
  const words = wordsOf(command);
  const [program, ...args] = words ?? [];
  if (program === undefined || !args.every(isExpected)) return undefined;
  const rest = args.join(' ');
  if (program === 'bundle' && BUNDLE_UPDATE.test(rest))
    return { program, args: ['lock', '--update', ...args.slice(1)] };
  const yarn = /^__metadata:/m.test(yarnLock ?? '') ? 'berry' : 'classic';
  const quiet = QUIET.find(
    (row) => row.program === program && row.args.test(rest) && (row.yarn === undefined || row.yarn === yarn),
  );
  return { program, args: [...args, ...(quiet?.flags ?? [])] };
}

function isExpected(word: string): boolean {
  return !word.startsWith('-') || OPTIONS.has(word.split('=', 1)[0] ?? '');
}

/** Words as a POSIX shell splits them, with quotes; undefined for anything else that a shell would act on. */
export function wordsOf(command: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < command.length; at += 1) {
    const char = command.charAt(at);
    if (char === ' ') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'" || char === '"') {
      const end = command.indexOf(char, at + 1);
      const inner = end < 0 ? undefined : command.slice(at + 1, end);
      if (inner === undefined || (char === '"' && /[$`\\]/.test(inner))) return undefined;
      word = (word ?? '') + inner;
      at = end;
    } else if (/[$`\\;&|<>(){}*?~#\n]/.test(char)) {
      // `~` and `#` act at the start of a word only, `*` and `?` in names of files only.
      if (!(/[~#]/.test(char) && word !== undefined)) return undefined;
      word += char;
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) words.push(word);
  return words;
}
