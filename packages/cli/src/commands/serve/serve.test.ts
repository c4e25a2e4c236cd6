/** What `theriac serve` refuses before it starts anything. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'theriac-serve-'));
const pem = join(folder, 'a.pem');
writeFileSync(pem, 'no certificate\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  [['--host', '0.0.0.0'], 'passwords would cross the network unencrypted'],
  [['--tls-cert', pem], '--tls-cert and --tls-key belong together'],
  [['--tls-cert', pem, '--tls-key', pem], '(THERIAC_SERVER_TLS)'],
  [['--tls-cert', join(folder, 'none'), '--tls-key', pem], '(THERIAC_FILE)'],
  [['--port', '65536'], 'write a port from 0 to 65535'],
  [['--data', pem, '--port', '0'], '(THERIAC_SERVER_DATA)'],
])('serve %j', async (args, message) => {
  const { code, stderr } = await runInProcess(['serve', ...args], { env: {} });
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
