/** Bills of materials through the real command line: made, judged, changed, signed, held against artefacts. */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { builtOnce, folderWith, lockOf, type Run, removeFolders } from './run-cli.ts';

const data = inject('sampleData');
afterAll(removeFolders);

const EPOCH = '1771977600';
const call = builtOnce({ THERIAC_DATA: data, SOURCE_DATE_EPOCH: EPOCH });
const run = (args: readonly string[], input?: string): Promise<Run> => call(['sbom', ...args], input);

const PORTAL = { 'package-lock.json': lockOf({ '@medplum/core': '3.0.0', 'is-odd': '3.0.1' }) };

/** A folder with the document of {@link PORTAL} in it. */
async function made(): Promise<{ folder: string; file: string }> {
  const folder = folderWith(PORTAL);
  const file = join(folder, 'bom.json');
  const { code, stderr } = await run([
    'create',
    folder,
    '--author',
    'Clinic <sbom@clinic.example>',
    '-o',
    file,
  ]);
  expect([code, stderr]).toEqual([0, '3 components, 0 known unknowns\n']);
  return { folder, file };
}

test('create: the product itself, suppliers with provenance, completeness; the same bytes twice', async () => {
  const { folder, file } = await made();
  const bom = JSON.parse(readFileSync(file, 'utf8')) as {
    metadata: { component: object; authors: object };
    components: { purl: string; supplier?: { name: string }; properties: object[] }[];
    compositions: object[];
  };
  expect(bom.metadata.component).toMatchObject({ name: 'app', purl: 'pkg:npm/app' });
  expect(bom.metadata.authors).toEqual([{ name: 'Clinic', email: 'sbom@clinic.example' }]);
  const medplum = bom.components.find((c) => c.purl === 'pkg:npm/%40medplum/core@3.0.0');
  expect(medplum?.supplier?.name).toBe('medplum');
  expect(medplum?.properties).toContainEqual({ name: 'theriac:enriched:supplier', value: 'npm scope' });
  expect(bom.compositions).not.toEqual([]);
  const again = await run(['create', folder, '--author', 'Clinic <sbom@clinic.example>']);
  expect(again.stdout).toBe(readFileSync(file, 'utf8'));
});

test('create: suppliers, repositories and licences of packages that lie there', async () => {
  const folder = folderWith({
    'package-lock.json': lockOf({ left: '1.0.0' }),
    'node_modules/left/package.json': JSON.stringify({
      name: 'left',
      version: '1.0.0',
      license: 'MIT',
      author: 'Left Authors <left@example.org>',
      repository: 'left/left',
    }),
  });
  const { stdout } = await run(['create', folder]);
  const { components } = JSON.parse(stdout) as { components: object[] };
  expect(components).toMatchObject([
    {
      name: 'left',
      supplier: { name: 'Left Authors', contact: [{ email: 'left@example.org' }] },
      licenses: [{ expression: 'MIT', acknowledgement: 'declared' }],
      externalReferences: [{ type: 'vcs', url: 'https://github.com/left/left' }],
    },
  ]);
});

describe('convert and validate', () => {
  test.each(['cyclonedx@1.7', 'cyclonedx-xml@1.5', 'spdx@2.2', 'spdx@3.0.1', 'spdx-tv'])(
    'to %s and back: valid, and the same components',
    async (format) => {
      const { folder, file } = await made();
      const there = join(folder, 'other');
      expect((await run(['convert', file, '-t', format, '-o', there])).code).toBe(0);
      expect(await run(['validate', there])).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(': valid'),
      });
      const back = join(folder, 'back.json');
      await run(['convert', there, '-t', 'cyclonedx', '-o', back]);
      const diff = await run(['diff', file, back, '--json']);
      const { changes } = JSON.parse(diff.stdout) as { changes: { kind: string }[] };
      expect(changes.filter((c) => c.kind !== 'changed')).toEqual([]);
    },
  );

  test('what an old version cannot represent is listed, and --strict makes it an error', async () => {
    const { folder, file } = await made();
    const losses = join(folder, 'losses.json');
    const { code, stderr } = await run([
      'convert',
      file,
      '-t',
      'cyclonedx@1.2',
      '--strict',
      '--losses',
      losses,
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('that cyclonedx@1.2 cannot represent:');
    expect(JSON.parse(readFileSync(losses, 'utf8'))).toContainEqual(
      expect.objectContaining({ path: expect.stringContaining('/compositions') as string }),
    );
  });

  test('a broken document: every problem with its place and how to fix it', async () => {
    const file = join(
      folderWith({
        'b.json': '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"librry"}]}',
      }),
      'b.json',
    );
    const { code, stdout } = await run(['validate', file]);
    expect(code).toBe(1);
    expect(stdout).toContain('INVALID, 2 errors');
    expect(stdout).toContain('/components/0/type (line 1)');
    expect(stdout).toContain('→');
  });

  test.each([
    ['no document at all', '{}', 3, 'not a bill of materials'],
    ['half a document', '{"bomFormat":"CycloneDX",', 3, 'not valid JSON'],
    [
      'hostile XML',
      '<!DOCTYPE bom [<!ENTITY a "aaaa">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6">&a;</bom>',
      3,
      '',
    ],
  ])('%s is refused with a code', async (_, input, code, message) => {
    const result = await run(['convert', '-', '-t', 'spdx'], input);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(message);
    expect(result.stderr).toMatch(/\(THERIAC_INPUT_\w+\)/);
  });
});

test('quality: conformance by profile, and what would fix it', async () => {
  const { file } = await made();
  const { code, stdout } = await run(['quality', file, '--profile', 'ntia']);
  expect(code).toBe(1);
  expect(stdout).toContain('NTIA minimum elements (2021):');
  expect(stdout).toMatch(/MISSING supplier name: 1 of 3 have it/);
  expect((await run(['quality', file, '-p', 'ntia', '--min-score', '50'])).code).toBe(0);
});

test('diff and merge: by identity, whatever the formats', async () => {
  const { folder, file } = await made();
  const newer = folderWith({ 'package-lock.json': lockOf({ '@medplum/core': '3.1.0', 'is-even': '1.0.0' }) });
  const after = join(folder, 'after.spdx.json');
  await run(['create', newer, '--format', 'spdx', '-o', after]);
  const diff = await run(['diff', file, after]);
  expect(diff.stdout).toContain('upgraded:\n  @medplum/core 3.0.0 → 3.1.0');
  expect(diff.stdout).toContain('added:\n  is-even 1.0.0');
  expect(diff.stdout).toContain('removed:\n  is-odd 3.0.1');
  const merged = await run(['merge', file, after, '--name', 'suite']);
  const { components, metadata } = JSON.parse(merged.stdout) as {
    components: { name: string; version?: string }[];
    metadata: { component: object };
  };
  expect(metadata.component).toMatchObject({ name: 'suite' });
  expect(
    components
      .filter((c) => c.name === 'core')
      .map((c) => c.version)
      .sort(),
  ).toEqual(['3.0.0', '3.1.0']);
});

describe('sign and verify', () => {
  const keys = () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return folderWith({
      'key.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'key.pub': publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    });
  };

  test('an attestation beside the document: verified, then refused once the document changes', async () => {
    const { file } = await made();
    const folder = keys();
    expect((await run(['sign', file, '--key', join(folder, 'key.pem')])).code).toBe(0);
    const good = await run(['verify', file, '--key', join(folder, 'key.pub')]);
    expect(good).toMatchObject({ code: 0, stdout: expect.stringContaining('verified, signed by key') });
    writeFileSync(file, readFileSync(file, 'utf8').replace('is-odd', 'is-bad'));
    const bad = await run(['verify', file, '--key', join(folder, 'key.pub')]);
    expect(bad).toMatchObject({ code: 1, stdout: expect.stringContaining('REFUSED (other-document)') });
  });

  test('a detached signature, another key, an expired attestation', async () => {
    const { file } = await made();
    const [folder, other] = [keys(), keys()];
    await run(['sign', file, '--key', join(folder, 'key.pem'), '--detached']);
    expect((await run(['verify', file, '--key', join(folder, 'key.pub')])).code).toBe(0);
    expect((await run(['verify', file, '--key', join(other, 'key.pub')])).stdout).toContain(
      'REFUSED (tampered)',
    );
    const old = join(folder, 'old.json');
    await run(['sign', file, '--key', join(folder, 'key.pem'), '--expires', '2020-01-01', '-o', old]);
    const late = await run(['verify', file, '--signature', old, '--key', join(folder, 'key.pub'), '--json']);
    expect(JSON.parse(late.stdout)).toMatchObject({ verified: false, refusal: 'expired' });
  });

  test('without the key that is needed: a usage error, not a verdict', async () => {
    const { file } = await made();
    await run(['sign', file, '--key', join(keys(), 'key.pem')]);
    expect(await run(['verify', file])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('give it with --key'),
    });
  });
});

describe('a supplier’s document', () => {
  test('compare: what the artefact shows and the document does not say is a finding', async () => {
    const { folder, file } = await made();
    const same = await run(['compare', file, folder, '--offline', '--as-of', AS_OF]);
    expect(same.stdout).not.toContain('THERIAC-SBOM');
    const artefact = folderWith({
      'package-lock.json': lockOf({ '@medplum/core': '3.0.0', 'is-odd': '2.0.0', hidden: '6.6.6' }),
    });
    const { code, stdout } = await run([
      'compare',
      file,
      artefact,
      '--offline',
      '--as-of',
      AS_OF,
      '-f',
      'json',
    ]);
    expect(code).toBe(1);
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; subject: { label: string } }[] };
    expect(
      findings
        .filter((f) => f.rule.startsWith('THERIAC-SBOM'))
        .map((f) => [f.rule, f.subject.label])
        .sort(),
    ).toEqual([
      ['THERIAC-SBOM-UNLISTED', 'hidden 6.6.6'],
      ['THERIAC-SBOM-VERSION', 'is-odd 2.0.0'],
    ]);
  });

  test('intake: rejected with every reason; accepted when nothing is left', async () => {
    const { file } = await made();
    const poor = await run(['intake', file, '--as-of', AS_OF]);
    expect(poor.code).toBe(1);
    expect(poor.stdout).toContain('REJECTED');
    expect(poor.stdout).toMatch(/minimum-elements failed: supplier name: 2 of 3 components\s+lack it/);
    const party = { name: 'Acme' };
    const full = {
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
          version: '1',
          purl: 'pkg:generic/viewer@1',
          supplier: party,
        },
      },
      components: ['is-odd@3.0.1', 'is-number@6.0.0'].map((id) => ({
        type: 'library',
        'bom-ref': id,
        name: id.split('@')[0],
        version: id.split('@')[1],
        purl: `pkg:npm/${id}`,
        supplier: party,
      })),
      dependencies: [
        { ref: 'p', dependsOn: ['is-odd@3.0.1'] },
        { ref: 'is-odd@3.0.1', dependsOn: ['is-number@6.0.0'] },
        { ref: 'is-number@6.0.0', dependsOn: [] },
      ],
    };
    const good = join(folderWith({ 'vendor.json': JSON.stringify(full) }), 'vendor.json');
    const verdict = await run(['intake', good, '--as-of', AS_OF, '--json']);
    expect(JSON.parse(verdict.stdout)).toMatchObject({ accepted: true, reasons: [] });
    expect(verdict.code).toBe(0);
  });
});

test('help has examples, and a wrong format names the right ones', async () => {
  for (const name of ['create', 'convert', 'quality', 'sign', 'verify', 'compare', 'intake']) {
    const { stdout, code } = await run([name, '--help']);
    expect([name, code]).toEqual([name, 0]);
    expect(stdout).toContain('Examples:');
  }
  const { file } = await made();
  expect(await run(['convert', file, '-t', 'swid'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('swid: not one of cyclonedx, cyclonedx-xml, spdx, spdx-tv'),
  });
});

test('what a document does not say clearly is told, and strict does not pass it', async () => {
  const folder = folderWith({
    'bom.json': JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [{ type: 'library', name: 'a', 'bom-ref': 'x' }, { type: 'library' }],
    }),
  });
  const file = join(folder, 'bom.json');
  const told = 'unknown: bom.json: a component has neither a name nor a package URL\n';
  for (const command of [
    ['convert', file, '--to', 'spdx'],
    ['merge', file],
    ['diff', file, file],
  ]) {
    const { code, stderr } = await run(command);
    expect([code, stderr.includes(told)]).toEqual([0, true]);
  }
  expect((await run(['convert', file, '--to', 'spdx', '--strict'])).code).toBe(1);
});
