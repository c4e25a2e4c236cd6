import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInProcess } from '@theriac/testing/run-in-process';
import { type Browser, founded, PASSWORD, type TestServer, testServer } from '@theriac/testing/server';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

let server: TestServer;
let otto: Browser;
let system: string;
let token: string;
const folder = mkdtempSync(join(tmpdir(), 'theriac-upload-'));

beforeAll(async () => {
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({
      name: 'portal',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: {
        '': { name: 'portal', version: '1.0.0', dependencies: { minimist: '0.0.8' } },
        'node_modules/minimist': { version: '0.0.8' },
      },
    }),
  );
  server = await testServer(inject('serverData'), { indexes: join(inject('sampleData'), 'index') });
  const admin = await founded(server);
  const person = await admin.client.accounts.create({
    body: { kind: 'person', name: 'Otto Owner', email: 'otto@st-mary.example', password: PASSWORD },
  });
  const service = await admin.client.accounts.create({ body: { kind: 'service', name: 'CI' } });
  for (const [id, role] of [
    [person.id, 'system-owner'],
    [service.id, 'developer'],
  ] as const)
    await admin.client.accounts.setGrants({
      params: { id },
      body: { version: 1, grants: [{ role, scope: { kind: 'organisation' } }], reason: 'test' },
    });
  const made = await admin.client.tokens.create({
    params: { id: service.id },
    body: { name: 'pipeline', permissions: ['upload:execute', 'system:read'], days: 30 },
  });
  token = made.secret;
  otto = server.browser();
  await otto.client.sessions.signIn({
    body: { organisation: 'st-mary', email: 'otto@st-mary.example', password: PASSWORD },
  });
  const programme = await otto.client.programmes.create({ body: { name: 'All', description: '' } });
  system = (
    await otto.client.systems.create({
      body: {
        programme: programme.id,
        name: 'Portal',
        description: '',
        owner: person.id,
        backupOwner: null,
        environments: [],
        supportEndsOn: null,
        type: 'patient-portal',
        patientFacing: true,
        exposure: 'open',
        publiclyExposed: true,
        dataClasses: ['phi'],
        safetyImpact: null,
        missionImpact: null,
        distribution: ['saas'],
        rtoHours: null,
      },
    })
  ).id;
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const scan = (url: string, env: Readonly<Record<string, string>>): ReturnType<typeof runInProcess> =>
  runInProcess(['scan', folder, '-q', '--fail-on', 'never', '--upload', url, '--system', system], {
    env: { THERIAC_DATA: inject('sampleData'), ...env },
  });

test('a scan arrives at the server, with the findings that it has', async () => {
  const { code, stderr } = await scan(server.address, { THERIAC_TOKEN: token });
  expect(stderr).toMatch(/^theriac: sent to 127\.0\.0\.1:\d+: document [0-9a-f-]{36}$/m);
  expect(code).not.toBe(2);
  const states = async (): Promise<string[]> => {
    const { items } = await otto.client.documents.list({ params: { id: system }, query: {} });
    return items.map((one) => `${one.kind} ${one.stream} ${one.state} ${one.uploadedBy}`);
  };
  await expect.poll(states, { timeout: 30_000 }).toEqual(['scan main current CI']);
  const { items } = await otto.client.findings.list({ query: { kind: 'vulnerability' } });
  expect(items.map(({ label, systemName }) => `${systemName}: ${label}`)).toContain('Portal: minimist 0.0.8');
});

test('a token that is none is told, without being shown', async () => {
  const { code, stderr } = await scan(server.address, { THERIAC_TOKEN: `${token}x` });
  expect(code).toBe(2);
  expect(stderr).toContain('(401 NOT_SIGNED_IN) (THERIAC_UPLOAD)');
  expect(stderr).not.toContain(token);
});

test('what is missing is told before the scan begins', async () => {
  const { code, stderr, stdout } = await scan(server.address, { THERIAC_TOKEN: '' });
  expect(code).toBe(2);
  expect(stderr).toContain('--upload needs a token in THERIAC_TOKEN');
  expect(stdout).toBe('');
});

test('a server that cuts every connection', async () => {
  const cutting = createServer((socket) => socket.destroy());
  await new Promise<void>((done) => cutting.listen(0, '127.0.0.1', done));
  const address = cutting.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const { code, stderr, stdout } = await scan(`http://127.0.0.1:${port}`, { THERIAC_TOKEN: token });
  expect(code).toBe(2);
  expect(stderr).toContain('the server does not answer (THERIAC_UPLOAD)');
  // The reports were there before.
  expect(stdout).toContain('minimist');
  cutting.close();
});
