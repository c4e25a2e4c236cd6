/** `scan FOLDER` and `sbom create` + `scan FILE`: the same exit code and open findings in each format that is written. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AS_OF, makeFolder, makeStore, removeFolders } from '@theriac/testing/make-target';
import { runInProcess } from '@theriac/testing/run-in-process';
import { SAMPLES } from '@theriac/testing/sample-lockfiles';
import { afterAll, beforeAll, expect, test } from 'vitest';

let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  const { indexes } = await makeStore();
  env = { THERIAC_DATA: join(indexes, '..'), THERIAC_OFFLINE: '1' };
});
afterAll(removeFolders);

const FORMATS = [
  ...['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'].flatMap((v) => [`cyclonedx@${v}`, `cyclonedx-xml@${v}`]),
  ...['spdx@2.2', 'spdx@2.3', 'spdx@3.0.1', 'spdx-tv@2.2', 'spdx-tv@2.3'],
];
const ROOT = join(import.meta.dirname, '../../../../../..');

const FOLDERS: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(
    SAMPLES.flatMap((s) =>
      ['1.0.0', '2.0.0'].map((version) => [
        `${s.format} ${version}`,
        () => makeFolder({ ...s.beside, [s.path]: s.text(version) }),
      ]),
    ),
  ),
  'a workflow beside a lockfile': () =>
    makeFolder({
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: { '': { name: 'app' }, 'node_modules/is-odd': { version: '3.0.1' } },
      }),
      '.github/workflows/ci.yml':
        'name: CI\non: push\npermissions: {}\njobs:\n  t:\n    runs-on: ubuntu-24.04\n    timeout-minutes: 5\n    steps:\n      - run: make\n',
    }),
  ...Object.fromEntries(
    ['clinic-cms', 'fhir-interface', 'patient-portal'].map((name) => [
      name,
      () => join(ROOT, 'examples', name),
    ]),
  ),
};

interface Scanned {
  readonly exit: number;
  /** Of what a document carries: rule, component, decision. */
  readonly open: readonly string[];
}

/** @param config what the project is judged by: beside the folder, and not in its document */
async function scanned(path: string, config: readonly string[]): Promise<Scanned> {
  const { code, stdout } = await runInProcess(
    ['scan', path, '--as-of', AS_OF, '--offline', '--format', 'json', ...config],
    { env },
  );
  const { findings } = JSON.parse(stdout) as {
    findings: {
      kind: string;
      rule: string;
      subject: { label: string; components: string[] };
      status: { state: string };
      decision: { outcome: string };
    }[];
  };
  return {
    exit: code,
    open: findings
      .filter((f) => ['vulnerability', 'malware', 'licence', 'lifecycle'].includes(f.kind))
      .filter((f) => f.status.state === 'open')
      .map((f) => `${f.rule} ${f.subject.label}: ${f.decision.outcome}`)
      .sort(),
  };
}

test.each(Object.keys(FOLDERS))('%s', async (name) => {
  const folder = FOLDERS[name]?.() ?? '';
  const own = join(folder, 'theriac.yaml');
  const config = existsSync(own) ? ['--config', own] : [];
  const expected = await scanned(folder, config);
  for (const format of FORMATS) {
    const document = join(makeFolder(), 'document');
    await runInProcess(['sbom', 'create', folder, '--as-of', AS_OF, '--format', format, '-o', document], {
      env,
    });
    expect([format, await scanned(document, config)]).toEqual([format, expected]);
  }
});
