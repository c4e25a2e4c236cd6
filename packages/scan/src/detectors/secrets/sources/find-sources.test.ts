import { expect, test } from 'vitest';
import { findSources } from './find-sources.ts';
import { SOURCE_FORMS } from './forms.ts';

const formsIn = (text: string, path = 'a.txt'): string[] => findSources(path, text).map(({ form }) => form);

test.each(SOURCE_FORMS.map((row) => [row.form, row] as const))(
  '%s is told by its texts',
  (form, { pass, fail }) => {
    for (const text of pass) expect(formsIn(text), text).toContain(form);
    for (const text of fail) expect(formsIn(text), text).not.toContain(form);
  },
);

test.each([
  ['env', 'environment'],
  ['file', 'file'],
  ['config', 'literal'],
  ['lockr', 'vault'],
  ['aws_secrets_manager', 'vault'],
  ['constructor', 'vault'],
])('a key of Drupal comes from where its provider takes it: %s', (provider, source) => {
  const text = `id: fhir\nkey_provider: ${provider}\n`;
  expect(findSources('config/sync/key.key.fhir.yml', text)).toEqual([
    { source, form: `key of Drupal (${provider})`, start: 9 },
  ]);
  expect(findSources('config/sync/system.site.yml', text)).toEqual([]);
});
