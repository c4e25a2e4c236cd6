/** `theriac sbom …`: what there is, with examples. */
import { type Command, Option } from 'commander';

const collect = (value: string, previous: readonly string[] = []): string[] => [...previous, value];

const FORMAT = 'cyclonedx, cyclonedx-xml, spdx or spdx-tv, with @VERSION (default: cyclonedx@1.6)';

/** Options of every command that writes a document. */
const written = (command: Command, flag = '-f, --format <format>'): Command =>
  command.option(flag, FORMAT).option('-o, --output <file>', 'where to write; stdout when absent');

const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ theriac sbom ${line}`).join('\n')}`;

export function addSbom(program: Command): void {
  const sbom = program
    .command('sbom')
    .summary('bills of materials: make, judge, change, sign')
    .description(
      'Make, convert, judge, compare and sign bills of materials (CycloneDX 1.2–1.7, SPDX 2.2–3.0.1).',
    );

  written(
    sbom
      .command('create')
      .summary('make the bill of materials of a target')
      .argument('[target]', 'folder, package file or another SBOM', '.'),
  )
    .option('--name <name>', 'name of the product')
    .option('--product-version <version>', 'version of the product')
    .option('--supplier <name>', 'who supplies the product')
    .option('--purl <purl>', 'package URL of the product')
    .option('--author <author>', 'who makes the document: "Name <address>"')
    .option('--phase <phase>', 'design, pre-build, build, post-build, operations, discovery, decommission')
    .option('--vulnerabilities', 'with the vulnerabilities found (FDA); otherwise without (BSI)')
    .option('--no-enrich', 'do not fill suppliers, support and licences from facts at hand')
    .option('--vex <file>', 'apply a VEX document; may be repeated', collect)
    .option('--exclude <pattern>', 'leave out (.gitignore syntax); may be repeated', collect)
    .option('--config <file>', 'instead of theriac.yaml in the target')
    .option('--as-of <day>', 'judge by this day (YYYY-MM-DD)')
    .option('-q, --quiet', 'no progress')
    .addHelpText(
      'after',
      examples('create', 'create app -o app.cdx.json', 'create --format spdx@3.0.1 -o app.spdx3.json'),
    )
    .action(async (target: string, options: object) => {
      const { createCommand } = await import('./create/run.ts');
      process.exitCode = await createCommand(target, options);
    });

  written(
    sbom
      .command('convert')
      .summary('another format or version, with an exact list of losses')
      .argument('<file>', 'the document; - for stdin'),
    '-t, --to <format>',
  )
    .option('--losses <file>', 'write everything that was lost, as JSON')
    .option('--strict', 'exit with 1 when anything was lost')
    .addHelpText(
      'after',
      examples('convert app.spdx --to cyclonedx@1.6', 'convert bom.json -t cyclonedx-xml@1.4 -o bom.xml'),
    )
    .action(async (file: string, options: object) => {
      const { convertCommand } = await import('./convert/run.ts');
      process.exitCode = await convertCommand(file, options);
    });

  sbom
    .command('validate')
    .summary('every place where a document breaks its format')
    .argument('<files...>', 'documents')
    .option('--strict', 'warnings count too')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('validate bom.json', 'validate vendor/*.xml --strict'))
    .action(async (files: readonly string[], options: object) => {
      const { validateCommand } = await import('./validate/run.ts');
      process.exitCode = await validateCommand(files, options);
    });

  sbom
    .command('quality')
    .summary('minimum elements: NTIA, CISA, BSI, FDA')
    .argument('<file>', 'the document; - for stdin')
    .option('-p, --profile <profile>', 'ntia, cisa, bsi, fda or all; may be repeated', collect)
    .option('--min-score <n>', 'pass from this score on instead of full conformance')
    .option('-a, --all', 'also what is there, and every component that lacks something')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('quality bom.json', 'quality bom.json --profile bsi --all'))
    .action(async (file: string, options: object) => {
      const { qualityCommand } = await import('./quality/run.ts');
      process.exitCode = await qualityCommand(file, options);
    });

  sbom
    .command('diff')
    .summary('what changed between two documents')
    .argument('<before>')
    .argument('<after>')
    .option('--exit-code', 'exit with 1 when something changed')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('diff release-1.json release-2.json'))
    .action(async (before: string, after: string, options: object) => {
      const { diffCommand } = await import('./diff/run.ts');
      process.exitCode = await diffCommand(before, after, options);
    });

  written(
    sbom
      .command('merge')
      .summary('several documents as one')
      .argument('<files...>', 'documents, at least one'),
  )
    .option('--name <name>', 'name of the whole')
    .option('--product-version <version>', 'version of the whole')
    .option('--hierarchical', 'keep every part apart instead of listing once what is the same')
    .addHelpText('after', examples('merge portal.json api.json --name suite -o suite.json'))
    .action(async (files: readonly string[], options: object) => {
      const { mergeCommand } = await import('./merge/run.ts');
      process.exitCode = await mergeCommand(files, options);
    });

  written(
    sbom
      .command('enrich')
      .summary('fill suppliers, support and licences, with provenance')
      .argument('<file>', 'the document; - for stdin'),
  )
    .option('--sources <folder>', 'where the packages of the document lie')
    .option('--as-of <day>', 'judge support by this day (YYYY-MM-DD)')
    .option('-v, --verbose', 'tell every addition and where it comes from')
    .addHelpText('after', examples('enrich bom.json -o bom.full.json', 'enrich bom.json --sources app -v'))
    .action(async (file: string, options: object) => {
      const { enrichCommand } = await import('./enrich/run.ts');
      process.exitCode = await enrichCommand(file, options);
    });

  sbom
    .command('sign')
    .summary('sign a document')
    .argument('<file>', 'the document')
    .requiredOption('-k, --key <key>', 'private key: a PEM file, env:NAME, or vault:KEY')
    .option('--artefact <file>', 'what the document is about; may be repeated', collect)
    .option('--expires <day>', 'the last day on which the signature holds (YYYY-MM-DD)')
    .option('--detached', 'a bare signature instead of an attestation')
    .option('-o, --output <file>', 'where to write (default: beside the document)')
    .addHelpText(
      'after',
      examples('sign bom.json --key key.pem', 'sign bom.json --key env:SIGNING_KEY --artefact app.tar'),
    )
    .action(async (file: string, options: object) => {
      const { signCommand } = await import('./sign/run.ts');
      process.exitCode = await signCommand(file, options);
    });

  signed(
    sbom
      .command('verify')
      .summary('check a signature, an attestation or a Sigstore bundle, offline')
      .argument('<file>', 'the signed document, or the attestation itself'),
  )
    .option('--artefact <file>', 'what the statement must be about')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples(
        'verify bom.json --key signer.pub',
        'verify app.tar.sigstore.json --artefact app.tar --identity ID --issuer URL',
      ),
    )
    .action(async (file: string, options: object) => {
      const { verifyCommand } = await import('./verify/run.ts');
      process.exitCode = await verifyCommand(file, options);
    });

  sbom
    .command('compare')
    .summary("a supplier's document against the artefact itself")
    .argument('<file>', "the supplier's document")
    .argument('<artefact>', 'folder or package file that it describes')
    .addOption(
      new Option('-f, --format <format>', 'what goes to stdout')
        .choices(['terminal', 'json', 'sarif', 'junit', 'markdown', 'html'])
        .default('terminal'),
    )
    .option('--offline', 'never touch the network')
    .option('--fail-on <level>', 'as for scan; high by default')
    .option('--config <file>', 'instead of theriac.yaml in the artefact')
    .option('--as-of <day>', 'judge by this day (YYYY-MM-DD)')
    .option('-a, --all', 'show every finding in the terminal')
    .option('-q, --quiet', 'no progress')
    .addHelpText('after', examples('compare vendor.cdx.json ./unpacked --offline'))
    .action(async (file: string, artefact: string, options: object) => {
      const { compareCommand } = await import('./compare/run.ts');
      process.exitCode = await compareCommand(file, artefact, options);
    });

  signed(
    sbom
      .command('intake')
      .summary("accept or reject a supplier's document")
      .argument('<file>', 'the document'),
  )
    .option('--artefact <path>', 'the artefact that it describes')
    .option('--previous <file>', 'the last document of the same product')
    .option('--max-age <days>', 'days after which a document is stale (180)')
    .option('--require <check>', 'a check that must pass as well; may be repeated', collect)
    .option('--config <file>', 'policy to judge findings by')
    .option('--as-of <day>', 'judge by this day (YYYY-MM-DD)')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples('intake vendor.json', 'intake vendor.json --key vendor.pub --artefact ./unpacked'),
    )
    .action(async (file: string, options: object) => {
      const { intakeCommand } = await import('./intake/run.ts');
      process.exitCode = await intakeCommand(file, options);
    });
}

/** Options that say whose signature is believed. */
function signed(command: Command): Command {
  return command
    .option('-k, --key <file>', 'public key or certificate of the signer; may be repeated', collect)
    .option('--signature <file>', 'the signature (default: beside the document)')
    .option('--identity <identity>', 'Sigstore: who must have signed')
    .option('--issuer <url>', 'Sigstore: who must have vouched for that identity')
    .option('--trust-root <file>', 'Sigstore: another trust root than the public one');
}
