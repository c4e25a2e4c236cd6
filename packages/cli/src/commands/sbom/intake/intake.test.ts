/** Every combination of signature and artefact: accepted only where each that was given holds. */
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { AS_OF, makeFolder, makeStore, removeFolders, writeInto } from '@theriac/testing/make-target';
import { type ProcessRun, runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let env: Readonly<Record<string, string>>;
let folder: string;
beforeAll(async () => {
  const store = await makeStore();
  env = { THERIAC_DATA: join(store.indexes, '..'), THERIAC_OFFLINE: '1', SOURCE_DATE_EPOCH: '1767312000' };
  folder = makeFolder({ 'vendor.json': JSON.stringify(DOCUMENT), ...keyFiles('good'), ...keyFiles('other') });
  for (const [path, text] of Object.entries(tree('1.0.0'))) writeInto(folder, `artefact/${path}`, text);
  for (const [path, text] of Object.entries(tree('2.0.0'))) writeInto(folder, `changed/${path}`, text);
  writeInto(folder, 'empty/readme.txt', 'nothing');
  writeInto(folder, 'damaged/package-lock.json', '{"lockfileVersion":3,"packages":{');
  const { code } = await runInProcess(['sbom', 'sign', at('vendor.json'), '--key', at('good.pem')], { env });
  expect(code).toBe(0);
});
afterAll(removeFolders);

const at = (path: string): string => join(folder, path);

function keyFiles(name: string): Record<string, string> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    [`${name}.pem`]: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    [`${name}.pub`]: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

function tree(version: string): Record<string, string> {
  return {
    'package.json': JSON.stringify({ name: 'viewer', version: '1.0.0', dependencies: { fine: '1' } }),
    'node_modules/fine/package.json': JSON.stringify({ name: 'fine', version, dependencies: { small: '1' } }),
    'node_modules/small/package.json': JSON.stringify({ name: 'small', version: '1.0.0' }),
  };
}

const party = { name: 'Acme' };
const DOCUMENT = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    timestamp: `${AS_OF}T00:00:00Z`,
    authors: [party],
    component: {
      type: 'application',
      'bom-ref': 'p',
      name: 'viewer',
      version: '1.0.0',
      purl: 'pkg:generic/viewer@1.0.0',
      supplier: party,
    },
  },
  components: ['fine', 'small'].map((name) => ({
    type: 'library',
    'bom-ref': name,
    name,
    version: '1.0.0',
    purl: `pkg:npm/${name}@1.0.0`,
    supplier: party,
  })),
  dependencies: [
    { ref: 'p', dependsOn: ['fine'] },
    { ref: 'fine', dependsOn: ['small'] },
    { ref: 'small', dependsOn: [] },
  ],
};

const intake = (...more: string[]): Promise<ProcessRun> =>
  runInProcess(['sbom', 'intake', at('vendor.json'), '--as-of', AS_OF, ...more], { env, terminal: 80 });

const KEYS = { none: [], good: ['good.pub'], other: ['other.pub'] } as const;
const ARTEFACTS = ['none', 'artefact', 'changed', 'empty', 'damaged'] as const;

describe.each(Object.entries(KEYS))('key %s', (key, files) => {
  test.each(ARTEFACTS)('artefact %s', async (artefact) => {
    const { code, stdout } = await intake(
      ...files.flatMap((file) => ['--key', at(file)]),
      ...(artefact === 'none' ? [] : ['--artefact', at(artefact)]),
    );
    const accepted = key !== 'other' && (artefact === 'none' || artefact === 'artefact');
    expect(stdout).toContain(accepted ? 'ACCEPTED' : 'REJECTED');
    expect(code).toBe(accepted ? 0 : 1);
    if (key === 'good') expect(stdout).toContain('signature: signed by');
    if (key === 'other') expect(stdout).toContain('- signature failed: wrong-key');
    if (artefact === 'changed') expect(stdout).toContain('- artefact failed: version: fine');
    if (artefact === 'empty') expect(stdout).toContain('- artefact not known');
    if (artefact === 'damaged') expect(stdout).toContain('- artefact not known');
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
  });
});

test('a changed document is rejected whatever the artefact says', async () => {
  const changed = JSON.stringify({ ...DOCUMENT, version: 2 });
  writeInto(folder, 'later.json', changed);
  const { code, stdout } = await runInProcess(
    [
      'sbom',
      'intake',
      at('later.json'),
      '--as-of',
      AS_OF,
      '--key',
      at('good.pub'),
      '--artefact',
      at('artefact'),
      '--signature',
      at('vendor.json.intoto.json'),
    ],
    { env },
  );
  expect([code, stdout]).toEqual([1, expect.stringContaining('other-document')]);
});

test('without a signature beside it, a document with a key is rejected', async () => {
  writeInto(folder, 'bare.json', JSON.stringify(DOCUMENT));
  const { code, stdout } = await runInProcess(
    ['sbom', 'intake', at('bare.json'), '--as-of', AS_OF, '--key', at('good.pub')],
    { env },
  );
  expect([code, stdout]).toEqual([1, expect.stringContaining('signature failed')]);
});

test('an artefact or a key that is not there is an error, not a verdict', async () => {
  expect(await intake('--artefact', at('nowhere'))).toMatchObject({ code: 2, stdout: '' });
  expect(await intake('--key', at('nowhere'))).toMatchObject({ code: 2, stdout: '' });
});

test('a signature that names an artefact must name this one', async () => {
  writeInto(folder, 'named.json', JSON.stringify(DOCUMENT));
  writeInto(folder, 'a/package-lock.json', LOCK);
  writeInto(folder, 'b/package-lock.json', `${LOCK}\n`);
  const sign = [
    'sbom',
    'sign',
    at('named.json'),
    '--key',
    at('good.pem'),
    '--artefact',
    at('a/package-lock.json'),
  ];
  expect((await runInProcess(sign, { env })).code).toBe(0);
  const taken = (name: string): Promise<ProcessRun> =>
    runInProcess(
      [
        'sbom',
        'intake',
        at('named.json'),
        '--as-of',
        AS_OF,
        '--key',
        at('good.pub'),
        '--artefact',
        at(`${name}/package-lock.json`),
      ],
      { env },
    );
  expect(await taken('a')).toMatchObject({ code: 0, stdout: expect.stringContaining('with the artefact') });
  expect(await taken('b')).toMatchObject({ code: 1, stdout: expect.stringContaining('other-artefact') });
});

const LOCK = JSON.stringify({
  name: 'viewer',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'viewer', version: '1.0.0', dependencies: { fine: '1' } },
    'node_modules/fine': { version: '1.0.0', dependencies: { small: '1' } },
    'node_modules/small': { version: '1.0.0' },
  },
});
