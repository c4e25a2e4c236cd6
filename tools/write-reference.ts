/** Writes the generated pages of docs/reference; a test fails when they are behind. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  ECOSYSTEMS,
  type Ecosystem,
  ERRORS,
  LINUX_DISTRIBUTIONS,
  PIPELINE_AREAS,
  type Rule,
} from '@theriac/core';
import { DETECTORS, EXTRACTORS, filesOf, ruleCatalogue, UNREAD } from '@theriac/scan/plugins';
import { agreementPage } from './agreement-page.ts';
import { sbomFormatsPage } from './sbom-formats.ts';

/** Path below docs/reference → contents. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['rules.md', rulesPage(await ruleCatalogue())],
    ['areas.md', areasPage()],
    ['errors.md', errorsPage()],
    ['support-matrix.md', matrixPage()],
    ['sbom-formats.md', sbomFormatsPage()],
    ['agreement.md', agreementPage()],
  ]);
}

function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, row]) => `| \`${code}\` | ${row.means} | ${row.next} | ${row.exit} |`,
  );
  return `# Errors

Generated from \`packages/core/src/errors.ts\` by \`npm run reference\`. Every error that a user can meet has a code.

| code | what it means | what to do next | exit code |
|---|---|---|---|
${rows.join('\n')}
`;
}

function rulesPage(rules: readonly Rule[]): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = rules.map(
    (r) =>
      `| \`${r.id}\` | ${r.severity} | ${cell(r.title)} | ${cell(r.rationale ?? '')} | ${cell(r.remediation ?? '')} |`,
  );
  return `# Rules

Generated from the rule tables beside the detectors by \`npm run reference\`. Every finding names a rule; for a
vulnerability the rule is the advisory, and end of life has one for each release line (\`THERIAC-EOL-<product>-<line>\`).
\`theriac explain RULE\` shows one.

| rule | severity | what | why | what to do |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** What the pipeline itself answers for. */
const PIPELINE: Readonly<Record<(typeof PIPELINE_AREAS)[number], string>> = {
  inventory: 'all components are listed',
  vulnerabilities: 'every listed package was looked up in a complete and recent index',
  malware: 'the same, for malicious packages',
  exploitation: 'KEV and EPSS were available',
  lifecycle: 'end-of-life data was available',
  images: 'contents of container images that are named',
  pipeline: 'build steps such as GitHub Actions',
};

function areasPage(): string {
  const rows = [
    ...PIPELINE_AREAS.map((area) => `| \`${area}\` | ${PIPELINE[area]} |`),
    ...[...Map.groupBy(DETECTORS, (d) => d.area)].map(
      ([area, detectors]) => `| \`${area}\` | ${detectors.map((d) => d.title).join('; ')} |`,
    ),
  ];
  return `# Areas of coverage

Generated from the pipeline and the detectors' declarations by \`npm run reference\`. Every scan reports for each area
whether it was covered completely; \`policy.require\` in \`theriac.yaml\` names the areas that a gate needs.

| area | what is covered |
|---|---|
${rows.join('\n')}
`;
}

/** Packages of one format are of many distributions, each with advisories of its own. */
function advisoriesOf({ id, osv }: Ecosystem): string {
  const own = LINUX_DISTRIBUTIONS.filter(({ format }) => format === id).map((d) => d.osv);
  return own.length > 1 ? own.join(', ') : (osv ?? 'none');
}

function matrixPage(): string {
  const yes = (value: boolean): string => (value ? 'yes' : 'no');
  const rows = ECOSYSTEMS.flatMap((ecosystem) =>
    EXTRACTORS.filter((e) => e.ecosystem === ecosystem.id).map(
      (e) =>
        `| ${ecosystem.title} | ${e.title.replaceAll('|', '\\|')} | ${yes(e.provides.exact)} | ${yes(e.provides.edges)} | ${yes(e.provides.scope)} | ${advisoriesOf(ecosystem)} |`,
    ),
  );
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const unread = UNREAD.map(
    (row) =>
      `| ${row.tool} | ${cell(filesOf(row))} | ${(row.coveredBy ?? []).join(', ') || 'nothing'} | ${cell(row.advice)} |`,
  );
  return `# What is read

Generated from the plug-ins' own declarations by \`npm run reference\`. *Exact*: versions are exact. *Edges*:
dependency edges are known. *Scope*: production and development dependencies are distinguished. *Advisories*: the OSV ecosystem that is matched.

| ecosystem | files | exact | edges | scope | advisories |
|---|---|---|---|---|---|
${rows.join('\n')}

## What is recognised and not read

From the tables in \`packages/scan/src/extractors/unread/\`. Each of these files is a known unknown when it names packages
and no lockfile that is read covers it: the inventory is then partial and the gate incomplete.

| tool | files | covered by | what to do |
|---|---|---|---|
${unread.join('\n')}
`;
}

if (import.meta.main) {
  for (const [path, text] of await referencePages()) {
    writeFileSync(fileURLToPath(new URL(`../docs/reference/${path}`, import.meta.url)), text);
  }
}
