/** The command line as a whole: finds the command, runs it, and turns every error into text and an exit code. */

import { wrap } from '@theriac/formats/terminal-text';
import { Command, Option } from 'commander';
import type { CommandContext, Entry, Io } from './command/command.ts';
import { nameOf } from './command/spec.ts';
import { addEntry } from './command/to-commander.ts';
import { COMMANDS } from './commands/index.ts';
import { commandTable } from './run/command-table.ts';
import { reportError } from './run/report-error.ts';
import { safeOutput, withColor } from './run/safe-output.ts';
import { widthOf } from './run/width.ts';
import { VERSION } from './version.ts';

/**
 * Runs one command line. Never throws and never ends the process: the exit code is returned.
 * @param args without program and script
 * @param commands all commands there are; tests add their own
 */
export async function run(
  args: readonly string[],
  io: Io,
  commands: readonly Entry[] = COMMANDS,
): Promise<number> {
  const env = withColor(io.env, colorChoice(args));
  const context: CommandContext = {
    ...io,
    env,
    stdout: safeOutput(io.stdout, env),
    stderr: safeOutput(io.stderr, env),
    width: widthOf(io.stdout, env),
    debug: wantsDebug(args, env),
    commands,
  };
  let exitCode = 0;
  try {
    if (args.length === 0) {
      const { welcome } = await import('./run/welcome.ts');
      welcome(context);
      return 0;
    }
    // A known command starts fastest when no other one is declared.
    const named = commands.filter((entry) => entry.name === args[0]);
    const program = programOf(named.length > 0 ? named : commands, context, (code) => {
      exitCode = code;
    });
    await program.parseAsync(withEquals(args, named), { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportError(error, context, commandOf(args, commands));
  }
}

/** `theriac db build`: what the arguments name, as far as it exists. */
function commandOf(args: readonly string[], commands: readonly Entry[]): string {
  const [first, second] = args.filter((arg) => !arg.startsWith('-'));
  const entry = commands.find((e) => e.name === first);
  const inner = entry?.kind === 'group' ? entry.commands.find((c) => c.name === second) : undefined;
  return ['theriac', entry?.name, inner?.name].filter((name) => name !== undefined).join(' ');
}

/** An option that may stand without a value would take the operand behind it for one: it is given none. */
function withEquals(args: readonly string[], entries: readonly Entry[]): string[] {
  const bare = new Set(
    entries
      .flatMap((entry) => (entry.kind === 'command' ? Object.values(entry.declaration.options) : []))
      .filter(({ valueIsOptional }) => valueIsOptional === true)
      .map(({ written }) => nameOf(written)),
  );
  const end = optionsOf(args).length;
  return args.map((arg, i) => (i < end && bare.has(arg) ? `${arg}=` : arg));
}

function wantsDebug(args: readonly string[], env: Io['env']): boolean {
  return env.THERIAC_DEBUG === '1' || optionsOf(args).includes('--debug');
}

/** `--color always` or `--color=always`: needed before the command line is parsed, since errors are coloured, too. */
function colorChoice(args: readonly string[]): string | undefined {
  const options = optionsOf(args);
  const at = options.findLastIndex((arg) => arg === '--color' || arg.startsWith('--color='));
  return options[at]?.split('=')[1] ?? (at < 0 ? undefined : options[at + 1]);
}

function optionsOf(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end < 0 ? args : args.slice(0, end);
}

function programOf(
  entries: readonly Entry[],
  context: CommandContext,
  done: (exitCode: number) => void,
): Command {
  const { width } = context;
  const program = new Command('theriac')
    .description('Know every ingredient of healthcare software, and act first where a patient could be hurt.')
    .version(VERSION, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .option('--debug', 'show the stack of internal errors')
    .addOption(new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']))
    .configureHelp({
      showGlobalOptions: true,
      subcommandTerm: termOf,
      ...(width < ITEMS_BESIDE ? { formatItem: stackedItem(width) } : {}),
    })
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      // Errors are reported once, by `reportError`; help that is shown for want of a command is an error, too.
      writeErr: (text) => context.stderr.write(text),
      outputError: () => {},
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .showSuggestionAfterError(true)
    .addHelpText('after', afterHelp(width));
  for (const entry of entries) addEntry(program, entry, context, done);
  return program;
}

const EXAMPLES = [
  ['scan', 'scan this folder'],
  ['scan app --format sarif', 'a report for code scanning, on stdout'],
  ['why lodash', 'which dependencies need a package'],
  ['explain CVE-2021-44228', 'what an advisory says'],
  ['db update', 'build or update the advisory index'],
] as const;

function afterHelp(width: number): string {
  return [
    '',
    'Examples:',
    ...commandTable(EXAMPLES, width),
    '',
    ...wrap(
      'Exit codes: 0 pass, 1 gate failed, 2 usage or configuration error, 3 incomplete (something required did not run, or the advisory index is missing or out of date), 70 internal error.',
      width,
    ),
    '',
    'Documentation: theriac docs',
  ].join('\n');
}

/** Narrower than this, an option and what it is for are on lines of their own. */
const ITEMS_BESIDE = 80;

function stackedItem(width: number) {
  return (term: string, _termWidth: number, about: string): string =>
    [`  ${term}`, ...(about === '' ? [] : wrap(about, width, '      '))].join('\n');
}

/** `why <package> [target]`: that a command has options goes without saying. */
function termOf(command: Command): string {
  const operands = command.registeredArguments.map((a) => {
    const name = a.variadic ? `${a.name()}...` : a.name();
    return a.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...operands].join(' ');
}
