/** VEX through the real command line: written, converted, applied, and felt by the gate at once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, expect, inject, test } from 'vitest';
import { builtOnce, folderWith, lockOf, type Run, removeFolders } from './run-cli.ts';

const data = inject('sampleData');
afterAll(removeFolders);

const run = builtOnce({ THERIAC_DATA: data });
const scan = (folder: string, ...args: readonly string[]): Promise<Run> =>
  run(['scan', folder, '--offline', '--as-of', AS_OF, '--format', 'json', ...args]);

interface Result {
  readonly findings: readonly {
    readonly rule: string;
    readonly kind: string;
    readonly status: { readonly state: string };
    readonly notes: string[];
  }[];
  readonly rules: readonly { readonly id: string; readonly aliases: readonly string[] }[];
  readonly warnings: readonly string[];
}
/** VEX speaks of vulnerabilities; what else is found is none of its business. */
const resultOf = ({ stdout }: Run): Result => {
  const result = JSON.parse(stdout) as Result;
  return { ...result, findings: result.findings.filter((f) => f.kind === 'vulnerability') };
};

/** A project with one flawed package, and every vulnerability of it said not to matter. */
async function silenced(): Promise<{ folder: string; document: string }> {
  const folder = folderWith({ 'package-lock.json': lockOf({ minimist: '1.2.5' }) });
  const document = join(folder, 'own.openvex.json');
  const { findings, rules } = resultOf(await scan(folder));
  expect(findings.length).toBeGreaterThan(0);
  for (const finding of findings) {
    const cve =
      rules.find((r) => r.id === finding.rule)?.aliases.find((a) => a.startsWith('CVE-')) ?? finding.rule;
    const { code, stderr } = await run([
      'vex',
      'add',
      document,
      '--author',
      'Clinic PSIRT',
      '--vulnerability',
      cve,
      '--product',
      'pkg:npm/app',
      '--component',
      'pkg:npm/minimist@1.2.5',
      '--status',
      'not_affected',
      '--justification',
      'vulnerable_code_not_in_execute_path',
    ]);
    expect([code, stderr]).toEqual([0, '']);
  }
  return { folder, document };
}

test('a statement is felt by the gate at once, in each of the three forms', async () => {
  const { folder, document } = await silenced();
  expect((await scan(folder, '--vex', document)).code).toBe(0);
  for (const format of ['csaf', 'cyclonedx']) {
    const other = join(folder, `other.${format}.json`);
    const converted = await run([
      'vex',
      'convert',
      document,
      '--to',
      format,
      '-o',
      other,
      '--namespace',
      'https://clinic.example',
    ]);
    expect([format, converted.code]).toEqual([format, 0]);
    const applied = await scan(folder, '--vex', other);
    expect([format, applied.code]).toEqual([format, 0]);
    const { findings } = resultOf(applied);
    expect(findings.every((f) => f.status.state === 'vex')).toBe(true);
  }
});

test('by product and component: the same statement does nothing to another project or another version', async () => {
  const { document } = await silenced();
  const other = folderWith({
    'package-lock.json': lockOf({ minimist: '1.2.5' }).replaceAll('"app"', '"stranger"'),
  });
  expect(resultOf(await scan(other, '--vex', document)).findings.some((f) => f.status.state === 'vex')).toBe(
    false,
  );
  const older = folderWith({ 'package-lock.json': lockOf({ minimist: '1.2.4' }) });
  const { findings } = resultOf(await scan(older, '--vex', document));
  expect(findings.some((f) => f.status.state === 'vex')).toBe(false);
  expect(findings.some((f) => f.notes.some((n) => n.includes('of another version')))).toBe(true);
});

test('check: what each statement does, and what does nothing', async () => {
  const { folder, document } = await silenced();
  const used = await run(['vex', 'check', folder, '--vex', document, '--as-of', AS_OF]);
  expect(used.code).toBe(0);
  expect(used.stdout).toContain('silenced: ');
  const clean = folderWith({ 'package-lock.json': lockOf({ 'is-odd': '3.0.1' }) });
  const idle = await run(['vex', 'check', clean, '--vex', document, '--as-of', AS_OF]);
  expect(idle.code).toBe(1);
  expect(idle.stdout).toContain('no effect: own.openvex.json#1');
});

test('create: every finding is a statement, under investigation until somebody says more', async () => {
  const folder = folderWith({ 'package-lock.json': lockOf({ minimist: '1.2.5' }) });
  const { code, stdout, stderr } = await run([
    'vex',
    'create',
    folder,
    '--author',
    'Clinic PSIRT',
    '--as-of',
    AS_OF,
  ]);
  expect(code).toBe(0);
  const { statements } = JSON.parse(stdout) as { statements: { status: string; products: object[] }[] };
  expect(statements.length).toBeGreaterThan(0);
  expect(statements[0]).toMatchObject({
    status: 'under_investigation',
    products: [{ '@id': 'pkg:npm/app', subcomponents: [{ '@id': 'pkg:npm/minimist@1.2.5' }] }],
  });
  expect(stderr).toContain('under investigation');
});

test('a statement without a reason is refused before it is written', async () => {
  const folder = folderWith();
  const { code, stderr } = await run([
    'vex',
    'add',
    join(folder, 'x.json'),
    '--author',
    'A',
    '--vulnerability',
    'CVE-2026-1',
    '--product',
    'p',
    '--status',
    'not_affected',
  ]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('needs --justification or --impact') as string]);
  expect(() => readFileSync(join(folder, 'x.json'))).toThrow();
});

test('an advisory of a device maker meets the device in a vendor’s SBOM, surely or possibly', async () => {
  const advisory = {
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      title: 'Infusion Pumps',
      publisher: { category: 'coordinator', name: 'CERT', namespace: 'https://cert.example.org' },
      tracking: {
        id: 'ICSMA-26-001-01',
        version: '1',
        status: 'final',
        current_release_date: '2026-01-01T00:00:00Z',
        initial_release_date: '2026-01-01T00:00:00Z',
        revision_history: [],
      },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: 'Acme',
          branches: [
            {
              category: 'product_name',
              name: 'Infusion Pump 3000',
              branches: [
                {
                  category: 'product_version_range',
                  name: '<= 2.3',
                  product: { name: 'Acme Infusion Pump 3000 <= 2.3', product_id: 'P1' },
                },
              ],
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      {
        cve: 'CVE-2026-0001',
        notes: [{ category: 'summary', text: 'Hard-coded password.' }],
        product_status: { known_affected: ['P1'] },
        remediations: [{ category: 'vendor_fix', details: 'Install firmware 2.4.', product_ids: ['P1'] }],
        scores: [
          {
            products: ['P1'],
            cvss_v3: {
              version: '3.1',
              vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
              baseScore: 9.8,
            },
          },
        ],
      },
    ],
  };
  const device = (version: string | undefined) => ({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [
      {
        type: 'device',
        'bom-ref': 'd',
        name: 'Infusion Pump 3000',
        supplier: { name: 'ACME, Inc.' },
        ...(version === undefined ? {} : { version }),
      },
    ],
  });
  const folder = folderWith({
    'icsma.json': JSON.stringify(advisory),
    'old.json': JSON.stringify(device('2.3')),
    'new.json': JSON.stringify(device('2.4')),
    'some.json': JSON.stringify(device(undefined)),
  });
  const csaf = ['--csaf', join(folder, 'icsma.json')];
  const old = resultOf(await scan(join(folder, 'old.json'), ...csaf));
  expect(old.findings.map((f) => [f.rule, f.notes])).toEqual([['ICSMA-26-001-01/CVE-2026-0001', []]]);
  expect(resultOf(await scan(join(folder, 'new.json'), ...csaf)).findings).toEqual([]);
  const some = resultOf(await scan(join(folder, 'some.json'), ...csaf));
  expect(some.findings[0]?.notes).toEqual([
    'Possible match, to be checked: the version of the component is not known.',
  ]);
});
