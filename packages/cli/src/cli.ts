/** The command line: what there is, with examples; each command's code is loaded when it is called. */
import { ERRORS, formatPlace, TheriacError } from '@theriac/core';
import { REPORTS } from '@theriac/formats/reports';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { printable } from './render/text.ts';
import { addSbom } from './sbom-commands.ts';
import { VERSION } from './version.ts';
import { addVex } from './vex-commands.ts';

export const FORMATS = ['terminal', ...REPORTS.map(({ id }) => id)] as const;
export type Format = (typeof FORMATS)[number];

/** Runs one command and sets `process.exitCode`; never throws. */
export async function run(args: readonly string[]): Promise<void> {
  ignoreClosedPipes();
  // A scan is called most and must start fastest: it needs no other command to be declared.
  const program = args[0] === 'scan' ? programWith([addScan]) : buildProgram();
  try {
    if (args.length === 0) {
      const { welcome } = await import('./commands/welcome.ts');
      welcome();
      return;
    }
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    process.exitCode = report(error);
  }
}

export function buildProgram(): Command {
  return programWith([addScan, addInventoryCommands, addSbom, addVex, addDatabase, addSetup]);
}

function programWith(parts: readonly ((program: Command) => void)[]): Command {
  const program = new Command('theriac')
    .description('Know every ingredient of healthcare software, and act first where a patient could be hurt.')
    .version(VERSION, '-V, --version')
    .helpOption('-h, --help', 'show help')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .showSuggestionAfterError(true)
    .addHelpText(
      'after',
      `
Examples:
  $ theriac scan                         scan this folder
  $ theriac scan app --format sarif      a report for code scanning, on stdout
  $ theriac why lodash                   who pulls a package in
  $ theriac explain CVE-2021-44228       what an advisory says
  $ theriac db build --feeds ./mirror    build the advisory index from a mirror

Exit codes: 0 pass, 1 gate failed, 2 usage or configuration, 3 incomplete
(something required did not run, or the index is missing or stale), 70 defect.`,
    );
  for (const add of parts) add(program);
  for (const command of [program, ...program.commands, ...program.commands.flatMap((c) => c.commands)]) {
    command.exitOverride().configureOutput({ outputError: () => {} });
  }
  return program;
}

const collect = (value: string, previous: readonly string[] = []): string[] => [...previous, value];

/** `format=path`. */
function parseOutput(
  value: string,
  previous: readonly { format: Format; path: string }[] = [],
): { format: Format; path: string }[] {
  const equals = value.indexOf('=');
  const format = FORMATS.find((f) => f === value.slice(0, equals));
  const path = value.slice(equals + 1);
  if (equals < 0 || path === '')
    throw new InvalidArgumentError('write FORMAT=FILE, for instance sarif=theriac.sarif');
  if (format === undefined) throw new InvalidArgumentError(`unknown format; one of ${FORMATS.join(', ')}`);
  return [...previous, { format, path }];
}

function addScan(program: Command): void {
  program
    .command('scan')
    .summary('find, rank and explain what is wrong; gate')
    .description(
      'Inventory a folder, a package file or an SBOM; match, rank, plan fixes, and judge by the policy.',
    )
    .argument('[target]', 'folder, package file or SBOM', '.')
    .addOption(
      new Option('-f, --format <format>', 'what goes to stdout').choices([...FORMATS]).default('terminal'),
    )
    .option('-o, --output <format=file>', 'write a report to a file; may be repeated', parseOutput)
    .option('--offline', 'never touch the network')
    .option('--online', 'ask the package registries of your own configuration about releases')
    .option(
      '--fail-on <level>',
      'immediate, out-of-cycle, scheduled, defer; critical, high, medium, low; or never',
    )
    .option(
      '--baseline <file|revision>',
      'only what is new against a JSON result or a git revision fails the gate',
    )
    .option('--vex <file>', 'apply a VEX document (OpenVEX, CSAF, CycloneDX); may be repeated', collect)
    .option('--csaf <file|dir>', 'match advisories of vendors (CSAF 2.0); may be repeated', collect)
    .option('--exclude <pattern>', 'do not scan (.gitignore syntax); may be repeated', collect)
    .option('--config <file>', 'instead of theriac.yaml in the target')
    .option('--feeds <dir|url>', 'where missing indexes are built from, instead of the public feeds')
    .option('--as-of <day>', 'judge by this day (YYYY-MM-DD), for reproducible results')
    .option('-a, --all', 'show every finding in the terminal')
    .option('-q, --quiet', 'no progress')
    .addHelpText(
      'after',
      `
Examples:
  $ theriac scan
  $ theriac scan services/api --offline
  $ theriac scan --output sarif=theriac.sarif --output html=report.html
  $ theriac scan --baseline origin/main          only what this branch brings
  $ theriac scan sbom.cdx.json --fail-on high`,
    )
    .action(async (target: string, options: object) => {
      const { scanCommand } = await import('./commands/scan.ts');
      process.exitCode = await scanCommand(target, options);
    });
}

function addInventoryCommands(program: Command): void {
  program
    .command('list')
    .summary('list every component')
    .argument('[target]', 'folder, package file or SBOM', '.')
    .option('--json', 'as JSON')
    .option('--exclude <pattern>', 'do not scan (.gitignore syntax); may be repeated', collect)
    .addHelpText('after', '\nExamples:\n  $ theriac list\n  $ theriac list app --json')
    .action(async (target: string, options: object) => {
      const { listCommand } = await import('./commands/list.ts');
      process.exitCode = await listCommand(target, options);
    });
  program
    .command('notice')
    .summary('write third-party notices with all licence texts')
    .description(
      'Collects licences, notices and copyright lines of the packages in the target. Where a package has no text, the standard one is given and said to be. Exit code 3 when something could not be found.',
    )
    .argument('[target]', 'folder, package file or SBOM', '.')
    .addOption(
      new Option('-f, --format <format>', 'text, html or json')
        .choices(['text', 'html', 'json'])
        .default('text'),
    )
    .option('-o, --output <file>', 'write to a file instead of stdout')
    .option('--scope <scopes>', 'production, all, or scopes separated by commas', 'production')
    .option('--accept-gaps', 'exit with 0 although something could not be found')
    .option('--exclude <pattern>', 'do not scan (.gitignore syntax); may be repeated', collect)
    .option('--config <file>', 'instead of theriac.yaml in the target')
    .option('-q, --quiet', 'no progress')
    .addHelpText(
      'after',
      '\nExamples:\n  $ theriac notice --output THIRD-PARTY-NOTICES.txt\n  $ theriac notice app --format html --output notices.html',
    )
    .action(async (target: string, options: object) => {
      const { noticeCommand } = await import('./commands/notice.ts');
      process.exitCode = await noticeCommand(target, options);
    });
  program
    .command('why')
    .summary('show every path that pulls a package in')
    .argument('<package>', 'name, name@version or purl')
    .argument('[target]', 'folder, package file or SBOM', '.')
    .option('--limit <n>', 'paths shown for each root', '20')
    .addHelpText('after', '\nExamples:\n  $ theriac why lodash\n  $ theriac why pkg:npm/lodash@4.17.20 app')
    .action(async (name: string, target: string, options: object) => {
      const { whyCommand } = await import('./commands/why.ts');
      process.exitCode = await whyCommand(name, target, options);
    });
  program
    .command('inspect')
    .summary('say what a package can do, or what an update begins to do')
    .description(
      'Read a package without running anything of it. Exit code 1: something dangerous, or dangerous and new.',
    )
    .argument('<package>', 'folder, archive (.tgz, .whl, .jar, .gem, …) or installed package')
    .argument('[newer]', 'the version to compare it with')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ theriac inspect left-pad-1.3.0.tgz\n  $ theriac inspect node_modules/esbuild\n  $ theriac inspect axios-1.14.0.tgz axios-1.14.1.tgz',
    )
    .action(async (first: string, second: string | undefined, options: object) => {
      const { inspectCommand } = await import('./commands/inspect.ts');
      process.exitCode = await inspectCommand(first, second, options);
    });
  program
    .command('explain')
    .summary('explain an advisory or a rule')
    .argument('<id>', 'CVE, GHSA or another advisory id, or a rule of Theriac')
    .addHelpText(
      'after',
      '\nExamples:\n  $ theriac explain CVE-2021-44228\n  $ theriac explain GHSA-35jh-r3h4-6jhm',
    )
    .action(async (id: string) => {
      const { explainCommand } = await import('./commands/explain.ts');
      process.exitCode = await explainCommand(id);
    });
}

function addDatabase(program: Command): void {
  const db = program
    .command('db')
    .summary('the advisory index')
    .description('Build, update, move and check the advisory index.');
  const add = (name: string, summary: string, configure: (command: Command) => Command): void => {
    configure(db.command(name).summary(summary)).action(async (...given: unknown[]) => {
      const { dbCommand } = await import('./commands/db.ts');
      process.exitCode = await dbCommand(name, given.slice(0, -1));
    });
  };
  add('update', 'fetch what changed and rebuild', (c) =>
    c
      .option('--feeds <dir|url>', 'a mirror instead of the public feeds')
      .option(
        '--only <ecosystems>',
        'for instance npm,pypi,facts; default: what is installed, else everything',
      )
      .option('-q, --quiet', 'no progress')
      .addHelpText('after', '\nExamples:\n  $ theriac db update --only npm,facts'),
  );
  add('build', 'build from a folder or mirror of feeds', (c) =>
    c
      .requiredOption('--feeds <dir|url>', 'folder or address with the layout of the OSV bucket')
      .option('--only <ecosystems>', 'for instance npm,pypi,facts; default: everything that is there')
      .option('-q, --quiet', 'no progress')
      .addHelpText('after', '\nExamples:\n  $ theriac db build --feeds ./mirror'),
  );
  add('import', 'install indexes from a file', (c) =>
    c.argument('<file>', 'what `db export` wrote, or a single index'),
  );
  add('export', 'pack all indexes into one file', (c) => c.argument('<file>', 'where to write'));
  add('status', 'what is installed, from which feeds, how old', (c) => c.option('--json', 'as JSON'));
  add('verify', 'check every byte of the installed indexes', (c) => c);
}

function addSetup(program: Command): void {
  program
    .command('init')
    .summary('write a theriac.yaml by asking')
    .argument('[folder]', 'where to write it', '.')
    .option('-y, --yes', 'do not ask; write the defaults')
    .option('--force', 'replace a file that is there')
    .addHelpText('after', '\nExamples:\n  $ theriac init\n  $ theriac init services/api --yes')
    .action(async (folder: string, options: object) => {
      const { initCommand } = await import('./commands/init.ts');
      process.exitCode = await initCommand(folder, options);
    });
  program
    .command('completion')
    .summary('print a completion script')
    .addArgument(program.createArgument('<shell>', 'bash, zsh or fish').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      '\nExamples:\n  $ theriac completion bash > ~/.local/share/bash-completion/completions/theriac',
    )
    .action(async (shell: string) => {
      const { completionCommand } = await import('./commands/completion.ts');
      process.exitCode = completionCommand(shell, buildProgram());
    });
}

/** Prints an error and returns the exit code. */
export function report(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // A group of commands without one of them: its help was printed and says enough.
    if (error.code === 'commander.help') return 2;
    process.stderr.write(
      `theriac: ${plain(error.message.replace(/^error: /, ''))} (THERIAC_USAGE)\n  next: ${ERRORS.THERIAC_USAGE.next}\n`,
    );
    return 2;
  }
  if (error instanceof TheriacError) {
    const place = formatPlace(error.place);
    const row = ERRORS[error.code];
    process.stderr.write(
      `theriac: ${plain(`${place === '' ? '' : `${place}: `}${error.message}`)} (${error.code})\n  next: ${row.next}\n`,
    );
    return row.exit;
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown reason';
  const where = error instanceof Error ? (error.stack?.split('\n')[1]?.trim() ?? '') : '';
  process.stderr.write(
    `theriac: a defect: ${plain(what)}\n  ${where}\n  next: ${ERRORS.THERIAC_INTERNAL.next}\n`,
  );
  return 70;
}

/** Messages name files and keys of the target; line breaks are ours, other control characters are not. */
function plain(message: string): string {
  return message.split('\n').map(printable).join('\n');
}

/** `theriac list | head` ends quietly. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
