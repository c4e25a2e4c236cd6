/** The scripts of package.json that run when somebody installs the package from a registry or an archive. */
import { asString, get, type JsonObject } from '@theriac/read/json';

/** https://docs.npmjs.com/cli/using-npm/scripts */
const AT_INSTALL = ['preinstall', 'install', 'postinstall'] as const;
/** What npm runs for a package with a `*.gyp` file that has neither of the first two. */
const BUILD = 'node-gyp rebuild';
/** Commands that run other scripts of the same package by name. */
const RUNNERS = /\b(?:npm|npx|pnpm|yarn|bun|run-s|run-p|npm-run-all)\b|\bnode\s+--run\b/;

/**
 * @param declared the section `scripts`
 * @param builds there is a file for node-gyp, and the package does not say that it is none
 * @returns event or name of a script → command, those that others run included
 */
export function commandsAtInstall(declared: JsonObject, builds: boolean): Record<string, string> {
  const commandOf = (name: string): string | undefined => {
    const command = asString(get(declared, name));
    return command === undefined || command.trim() === '' ? undefined : command;
  };
  const found = new Map<string, string>();
  const waiting: string[] = [...AT_INSTALL].reverse();
  const take = (name: string, command: string): void => {
    found.set(name, command);
    if (!RUNNERS.test(command)) return;
    for (const word of command.split(/[\s;&|"'()=]+/))
      for (const other of [`pre${word}`, word, `post${word}`]) if (!found.has(other)) waiting.push(other);
  };
  if (builds && commandOf('install') === undefined && commandOf('preinstall') === undefined)
    take('install', BUILD);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const command = found.has(name) ? undefined : commandOf(name);
    if (command !== undefined) take(name, command);
  }
  return Object.fromEntries(found);
}
