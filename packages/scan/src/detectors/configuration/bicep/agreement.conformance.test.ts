/** Agreement with public labelled files: https://github.com/bridgecrewio/checkov, `tests/bicep/graph/checks`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '@theriac/core/configuration';
import { expect, test } from 'vitest';
import { configurationInMemory } from '../../../configuration.ts';
import { loaded } from './read.ts';

const FOLDER = join(process.env.THERIAC_FIXTURES ?? '', 'iac/checkov/tests/bicep/graph/checks/resources');

/** Labels that are about servers; rules ask about no databases. */
const LABEL = /Microsoft\.Sql\/servers\.(\w+)/g;

/** The two folders of three that rules ask about. */
test.each([
  ['SQLServerAuditingEnabled', ['TF-AZURE-SQL-NO-AUDIT']],
  ['SQLServerAuditingRetention90Days', ['TF-AZURE-SQL-NO-AUDIT', 'TF-AZURE-SQL-AUDIT-SHORT']],
])('agrees with the labels of %s', async (name, ids) => {
  const folder = join(FOLDER, name);
  const [passing = '', failing = ''] = readFileSync(join(folder, 'expected.yaml'), 'utf8').split('fail:');
  const labels = (text: string): string[] => [...text.matchAll(LABEL)].map(([, label = '']) => label);
  const failed = new Set<string>();
  for (const file of readdirSync(folder).filter((one) => one.endsWith('.bicep'))) {
    const text = distinct(readFileSync(join(folder, file), 'utf8'));
    const { resources } = await configurationInMemory({ [file]: text });
    const servers = resources.filter(({ type }) => type === 'terraform.azurerm_mssql_server');
    for (const { type, name: own, origin, values } of resources)
      for (const { id, on, pass } of loaded.rules)
        if (on === type && ids.includes(id) && ask(pass, values).state === 'no')
          // What is said of a setting is said of its server.
          for (const server of own.startsWith('Microsoft.Sql/servers ')
            ? [origin]
            : servers.map((one) => one.origin))
            failed.add(server?.name ?? '');
  }
  const [passed, wanted] = [labels(passing), labels(failing)];
  const different = [...passed.filter((one) => failed.has(one)), ...wanted.filter((one) => !failed.has(one))];
  console.log(
    `${name}: ${passed.length + wanted.length - different.length} of ${passed.length + wanted.length} labels agree`,
  );
  expect(different).toEqual([]);
});

/** Servers of one file all have one name, which none can have beside another: each gets one of its own. */
function distinct(text: string): string {
  let count = 0;
  return text.replaceAll(/('Microsoft\.Sql\/servers@[\w-]+' = \{\n {2}name: )'\w+'/g, (_, before: string) => {
    count += 1;
    return `${before}'server${count}'`;
  });
}
