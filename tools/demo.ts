/** Scans the sample projects as a first-time user would: no index, no network, only the embedded advisories. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'theriac-demo-'));
try {
  for (const sample of ['patient-portal', 'fhir-interface', 'clinic-cms']) {
    process.stdout.write(`\n$ theriac scan examples/${sample} --offline\n\n`);
    const run = spawnSync(
      process.execPath,
      [join(root, 'packages/cli/src/main.ts'), 'scan', join('examples', sample), '--offline'],
      {
        cwd: root,
        env: { ...process.env, THERIAC_DATA: data },
        stdio: 'inherit',
      },
    );
    process.stdout.write(`(exit code ${run.status})\n`);
    if (run.status !== 1) process.exitCode = 1;
  }
  process.stdout.write(
    '\nTo have `theriac` on the PATH: npm run build -- --tarball && npm install -g ./dist/theriac-*.tgz\n',
  );
} finally {
  rmSync(data, { recursive: true, force: true });
}
