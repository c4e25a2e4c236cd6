/** Writes the generated pages of docs/reference; a test fails when they are behind. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ECOSYSTEMS, ERRORS } from '@theriac/core';
import { EXTRACTORS } from '@theriac/scan';
import { RULE_CATALOGUE } from '@theriac/scan/plugins/rule-catalogue';
import { sbomFormatsPage } from './sbom-formats.ts';

/** Path below docs/reference → contents. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['rules.md', rulesPage()],
    ['errors.md', errorsPage()],
    ['support-matrix.md', matrixPage()],
    ['sbom-formats.md', sbomFormatsPage()],
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

function rulesPage(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = RULE_CATALOGUE.map(
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

function matrixPage(): string {
  const yes = (value: boolean): string => (value ? 'yes' : 'no');
  const rows = ECOSYSTEMS.flatMap((ecosystem) =>
    EXTRACTORS.filter((e) => e.ecosystem === ecosystem.id).map(
      (e) =>
        `| ${ecosystem.title} | ${e.title.replaceAll('|', '\\|')} | ${yes(e.provides.exact)} | ${yes(e.provides.edges)} | ${yes(e.provides.scope)} | ${ecosystem.osv ?? 'none'} |`,
    ),
  );
  return `# What is read

Generated from the plug-ins' own declarations by \`npm run reference\`. *Exact*: versions are exact. *Edges*: who needs
whom is known. *Scope*: production and development are told apart. *Advisories*: the OSV ecosystem that is matched.

| ecosystem | files | exact | edges | scope | advisories |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

if (import.meta.main) {
  for (const [path, text] of referencePages()) {
    writeFileSync(fileURLToPath(new URL(`../docs/reference/${path}`, import.meta.url)), text);
  }
}
