/** A folder and the bill of materials that is made of it give the same gate. */
import { join } from 'node:path';
import { renderReport } from '@theriac/formats/reports';
import { makeFolder, makeStore, removeFolders, scanWith } from '@theriac/testing/make-target';
import { SAMPLES } from '@theriac/testing/sample-lockfiles';
import { afterAll, beforeAll, expect, test } from 'vitest';

let store: Awaited<ReturnType<typeof makeStore>>;
beforeAll(async () => {
  store = await makeStore();
});
afterAll(removeFolders);

const FILES: Readonly<Record<string, (version: string) => Readonly<Record<string, string>>>> = {
  ...Object.fromEntries(
    SAMPLES.map((s) => [s.format, (version: string) => ({ ...s.beside, [s.path]: s.text(version) })]),
  ),
  'leaves only': (version) => ({
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: { '': { dependencies: { flawed: '*' } }, 'node_modules/flawed': { version } },
    }),
  }),
  'a git dependency': (version) => ({
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { flawed: '*' } },
        'node_modules/flawed': { version, resolved: `git+https://git.example.org/a.git#${'a'.repeat(40)}` },
      },
    }),
  }),
  'the lowest Go': (version) => ({
    'go.mod': `module m\n\ngo 1.22\n\nrequire example.com/flawed v${version}\n`,
  }),
};

test.each(
  Object.keys(FILES).flatMap((name) =>
    (['1.0.0', '2.0.0'] as const).flatMap((version) =>
      (['cyclonedx', 'spdx'] as const).map((format) => [name, version, format] as const),
    ),
  ),
)('%s %s in %s', async (name, version, format) => {
  const folder = await scanWith(store, makeFolder(FILES[name]?.(version) ?? {}));
  const document = makeFolder({ 'own.json': await renderReport(folder, format) });
  const own = await scanWith(store, join(document, 'own.json'));
  expect([own.gate.state, own.gate.failing.length]).toEqual([folder.gate.state, folder.gate.failing.length]);
  const purls = (result: typeof own): string[] =>
    result.inventory.components
      .filter((c) => c.firstParty !== true)
      .map((c) => c.purl)
      .sort();
  expect(purls(own)).toEqual([...new Set(purls(folder))]);
});
