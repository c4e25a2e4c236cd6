import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { inventory } from '@theriac/scan';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, describe, expect, test } from 'vitest';

afterAll(removeFolders);

const bom = (component: object): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', version: '1.0.0', ...component } },
    components: [{ type: 'library', name: 'lodash', version: '4.17.15', purl: 'pkg:npm/lodash@4.17.15' }],
  });
const told = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  const { unknowns } = await inventory({ path: makeFolder(files), config: DEFAULT_CONFIG });
  return unknowns.filter((u) => u.reason === 'not-read').map((u) => u.location.path);
};
const PROJECT = {
  'app/package.json': '{"name":"@clinic/portal","version":"1.0.0"}',
};

describe('a bill of materials in the target', () => {
  test.each([
    ['of a project of the target', { group: '@clinic', name: 'portal' }],
    ['of a project of the target, without its scope', { name: 'portal' }],
  ])('%s repeats what is known', async (_, component) => {
    expect(await told({ ...PROJECT, 'app/bom.json': bom(component) })).toEqual([]);
  });

  test('of something else is a known unknown', async () => {
    expect(await told({ ...PROJECT, 'supplier/pump.cdx.json': bom({ name: 'pump' }) })).toEqual([
      'supplier/pump.cdx.json',
    ]);
  });

  test('that is the target itself is read', async () => {
    const folder = makeFolder({ 'bom.json': bom({ name: 'pump' }) });
    const { components } = await inventory({ path: join(folder, 'bom.json'), config: DEFAULT_CONFIG });
    expect(components.map((c) => c.name)).toEqual(['lodash']);
  });

  test('that was cut off is a known unknown', async () => {
    const folder = makeFolder(PROJECT);
    writeFileSync(join(folder, 'bom.json'), bom({ name: 'portal' }).slice(0, 80));
    const { unknowns } = await inventory({ path: folder, config: DEFAULT_CONFIG });
    expect(unknowns).toMatchObject([{ reason: 'unparseable', losesComponents: true }]);
  });
});
