/** Agreement with public labelled templates: https://github.com/bridgecrewio/checkov, `tests/arm/graph_builder/checks`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '@theriac/core/configuration';
import { expect, test } from 'vitest';
import { configurationInMemory } from '../../../configuration.ts';
import { loaded } from './read.ts';

/** The one folder of six that a rule asks about; the files are named after their labels. */
const FOLDER = join(
  process.env.THERIAC_FIXTURES ?? '',
  'iac/checkov/tests/arm/graph_builder/checks/resources/AzureMLWorkspacePublicNetwork',
);

test('agrees with the labels of templates', async () => {
  const different: string[] = [];
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  for (const name of files) {
    const { resources } = await configurationInMemory({ [name]: readFileSync(join(FOLDER, name), 'utf8') });
    const fails = resources.some(({ type, values }) =>
      loaded.rules.some(
        ({ id, on, pass }) =>
          id.startsWith('TF-AZURE-PUBLIC') && on === type && ask(pass, values).state === 'no',
      ),
    );
    if (fails !== name.startsWith('fail')) different.push(name);
  }
  console.log(`1 folder, ${files.length - different.length} of ${files.length} labels agree`);
  expect([files.length, different]).toEqual([3, []]);
});
