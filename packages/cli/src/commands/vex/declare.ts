/** `theriac vex …`: what there is, with examples. */
import type { Command } from 'commander';

const collect = (value: string, previous: readonly string[] = []): string[] => [...previous, value];
const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ theriac vex ${line}`).join('\n')}`;

const FORMAT = 'openvex, csaf or cyclonedx';

/** What a document says of itself. */
const authored = (command: Command): Command =>
  command
    .option('--author <name>', 'who stands behind the statements')
    .option('--namespace <url>', 'address of the author (CSAF)')
    .option('--title <title>', 'title of the document (CSAF)');

export function addVex(program: Command): void {
  const vex = program
    .command('vex')
    .summary('what is exploitable, and what is not')
    .description('Make, convert and check VEX documents (OpenVEX, CSAF 2.0, CycloneDX).');

  authored(
    vex
      .command('create')
      .summary('a document of what a scan knows')
      .argument('[target]', 'folder, package file or SBOM', '.'),
  )
    .option('-f, --format <format>', FORMAT, 'openvex')
    .option('-o, --output <file>', 'where to write; stdout when absent')
    .option('--vex <file>', 'statements that are known already; may be repeated', collect)
    .option('--csaf <file|dir>', 'advisories of vendors; may be repeated', collect)
    .option('--config <file>', 'instead of theriac.yaml in the target')
    .option('--as-of <day>', 'judge by this day (YYYY-MM-DD)')
    .addHelpText('after', examples('create --author "Clinic PSIRT" -o portal.openvex.json'))
    .action(async (target: string, options: object) => {
      const { createCommand } = await import('./create/run.ts');
      process.exitCode = await createCommand(target, options);
    });

  authored(
    vex
      .command('add')
      .summary('add a statement to an OpenVEX document')
      .argument('<file>', 'the document; made when it is not there'),
  )
    .requiredOption('--vulnerability <id>', 'CVE or another id; may be repeated', collect)
    .requiredOption('--product <id>', 'purl or name of the product; may be repeated', collect)
    .option('--component <purl>', 'the component of it that is meant; may be repeated', collect)
    .requiredOption('--status <status>', 'not_affected, affected, fixed or under_investigation')
    .option('--justification <word>', 'why it is not affected, in a word of OpenVEX')
    .option('--impact <text>', 'why it is not affected, in a sentence')
    .option('--action <text>', 'what users of an affected product are to do')
    .addHelpText(
      'after',
      examples(
        'add portal.openvex.json --author PSIRT --vulnerability CVE-2021-23369 \\\n      --product "Patient portal" --component pkg:npm/handlebars@4.0.11 \\\n      --status not_affected --justification vulnerable_code_not_in_execute_path',
      ),
    )
    .action(async (file: string, options: object) => {
      const { addCommand } = await import('./add/run.ts');
      process.exitCode = await addCommand(file, options);
    });

  authored(
    vex
      .command('convert')
      .summary('the same statements in another form')
      .argument('<file>', 'the document; - for stdin'),
  )
    .requiredOption('-t, --to <format>', FORMAT)
    .option('-o, --output <file>', 'where to write; stdout when absent')
    .addHelpText('after', examples('convert vendor.csaf.json --to openvex'))
    .action(async (file: string, options: object) => {
      const { convertCommand } = await import('./convert/run.ts');
      process.exitCode = await convertCommand(file, options);
    });

  vex
    .command('check')
    .summary('what documents do to a target, and what does nothing')
    .argument('[target]', 'folder, package file or SBOM', '.')
    .option('--vex <file>', 'a document; may be repeated', collect)
    .option('--config <file>', 'instead of theriac.yaml in the target')
    .option('--as-of <day>', 'judge by this day (YYYY-MM-DD)')
    .addHelpText('after', examples('check --vex portal.openvex.json', 'check app --vex a.json --vex b.json'))
    .action(async (target: string, options: object) => {
      const { checkCommand } = await import('./check/run.ts');
      process.exitCode = await checkCommand(target, options);
    });
}
