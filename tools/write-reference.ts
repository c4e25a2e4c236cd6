/** Writes the generated pages of docs/reference; a test fails when they are behind. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ECOSYSTEMS, ERRORS } from '@theriac/core';
import { EXTRACTORS } from '@theriac/scan';
import { SUPPLY_CHAIN_RULES } from '@theriac/scan/supply-chain-rules';

/** Path below docs/reference → contents. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['errors.md', errorsPage()],
    ['support-matrix.md', matrixPage()],
    ['supply-chain-rules.md', rulesPage()],
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

function rulesPage(): string {
  const rows = SUPPLY_CHAIN_RULES.map(
    (rule) =>
      `| \`${rule.id}\` | ${rule.severity} | ${rule.title} | ${rule.remediation ?? ''} | ${rule.cwe.join(', ')} |`,
  );
  return `# Rules of the supply chain

Generated from the rule tables of the detectors by \`npm run reference\`. \`theriac explain RULE\` says why each matters.
End of life has a rule for each release line, \`THERIAC-EOL-<product>-<line>\`.

| rule | severity | what is wrong | what to do | CWE |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

if (import.meta.main) {
  for (const [path, text] of referencePages()) {
    writeFileSync(fileURLToPath(new URL(`../docs/reference/${path}`, import.meta.url)), text);
  }
}
