/** The page about agreement with examples that others have labelled. */
import { LABELLED_SETS } from '@theriac/scan/labelled-sets';

export function agreementPage(): string {
  const sets = LABELLED_SETS.map(({ title, path, folders }) => {
    const rows = Object.entries(folders).map(
      ([folder, { topic, rules, isHeldOut }]) =>
        `| ${folder}${isHeldOut === true ? ' (held out)' : ''} | ${topic} | ${rules.map((rule) => `\`${rule}\``).join(', ')} |`,
    );
    const differences = Object.entries(folders).flatMap(([folder, { differs = {} }]) =>
      Object.entries(differs).map(([label, why]) => `| ${folder} | \`${label}\` | ${why} |`),
    );
    return `## ${title}

\`tests/${path}\`

| folder | topic | our rules |
|---|---|---|
${rows.join('\n')}
${differences.length === 0 ? '\nEvery label is answered as given.\n' : `\n| folder | label | why the answer is another |\n|---|---|---|\n${differences.join('\n')}\n`}`;
  });
  return `# Agreement with labelled examples

Generated from the tables in \`packages/scan/src/detectors/agreement/\` by \`npm run reference\`. The public tests of
[Checkov](https://github.com/bridgecrewio/checkov) hold folders of configuration whose resources are labelled as passing or
failing. \`THERIAC_FIXTURES=DIR npm run test:conformance -- agreement\` scans each folder that a rule of ours is about,
prints the agreement for each topic, and fails for a difference without a reason in these tables.
[benchmarks.md](../benchmarks.md) has the figures. The ids of the rules are without \`THERIAC-\`; \`*\` is any ending.

${sets.join('\n')}`;
}
