/** From an upload to findings, decisions and "where is it?", over the interface alone. */
import { join } from 'node:path';
import type { RouteAnswer, Routes } from '@theriac/contract';
import { ApiProblem } from '@theriac/contract/client';
import { type Browser, founded, ownerOf, type TestServer, testServer } from '@theriac/testing/server';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

let server: TestServer;
let otto: Browser;
let system: string;

const FACTS = {
  description: '',
  owner: null,
  backupOwner: null,
  supportEndsOn: null,
  type: 'patient-portal',
  patientFacing: true,
  exposure: 'open',
  publiclyExposed: true,
  safetyImpact: null,
  missionImpact: null,
  rtoHours: null,
} as const;

beforeAll(async () => {
  server = await testServer(inject('serverData'), { indexes: join(inject('sampleData'), 'index') });
  const admin = await founded(server);
  otto = await ownerOf(admin, server.browser());
  const programme = await otto.client.programmes.create({ body: { name: 'Portals', description: '' } });
  const made = await otto.client.systems.create({
    body: {
      programme: programme.id,
      name: 'Patient portal',
      ...FACTS,
      environments: [],
      dataClasses: ['phi'],
      distribution: ['saas'],
    },
  });
  system = made.id;
});
afterAll(() => server.stop());

function sbom(components: Readonly<Record<string, string>>): Uint8Array {
  return Buffer.from(
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: { component: { type: 'application', name: 'portal', 'bom-ref': 'portal', version: '1' } },
      components: Object.entries(components).map(([name, version]) => ({
        type: 'library',
        name,
        version,
        purl: `pkg:npm/${name}@${version}`,
        'bom-ref': `${name}@${version}`,
      })),
      dependencies: [
        {
          ref: 'portal',
          dependsOn: Object.entries(components).map(([name, version]) => `${name}@${version}`),
        },
      ],
    }),
  );
}

type Document = RouteAnswer<Routes['documents']['read']>;

async function upload(
  body: Uint8Array,
  query: Partial<Parameters<typeof otto.client.documents.upload>[0]['query']> = {},
): Promise<Document> {
  const sent = await otto.client.documents.upload({
    params: { id: system },
    query: { kind: 'sbom', ...query },
    body,
  });
  for (let tries = 0; tries < 600; tries += 1) {
    const document = await otto.client.documents.read({ params: { id: sent.id } });
    if (document.state !== 'queued') return document;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the document stayed in the queue');
}

const listed = async (): Promise<string[]> => {
  const { items } = await otto.client.findings.list({ query: { open: 'false' } });
  return items.map((one) => `${one.label} ${one.rule} ${one.state}`).sort();
};

test('an SBOM becomes findings, and the next one closes what is fixed', async () => {
  const first = await upload(sbom({ minimist: '0.0.8', lodash: '4.17.4' }), {
    builtAt: '2026-08-20T10:00:00.000Z',
  });
  expect(first).toMatchObject({ state: 'current', components: 2, failure: null, stream: 'main' });
  const { items } = await otto.client.findings.list({ query: {} });
  expect(items.length).toBeGreaterThan(1);
  expect(items.every(({ isOpen, state }) => isOpen && state === 'new')).toBe(true);
  expect(items.map(({ label }) => label)).toContain('minimist 0.0.8');
  const second = await upload(sbom({ minimist: '1.2.8', lodash: '4.17.4' }), {
    builtAt: '2026-08-21T10:00:00.000Z',
  });
  expect(second.state).toBe('current');
  const after = await listed();
  expect(after.filter((one) => one.startsWith('minimist')).every((one) => one.endsWith('fixed'))).toBe(true);
  expect(after.filter((one) => one.startsWith('lodash')).every((one) => one.endsWith('new'))).toBe(true);
});

test('what was built earlier and comes later changes nothing', async () => {
  const before = await listed();
  const late = await upload(sbom({ minimist: '0.0.8' }), { builtAt: '2026-08-20T12:00:00.000Z' });
  expect(late.state).toBe('superseded');
  expect(await listed()).toEqual(before);
});

test('the same document again is the same document', async () => {
  const body = sbom({ minimist: '1.2.8', lodash: '4.17.4' });
  const [a, b] = await Promise.all([
    upload(body, { builtAt: '2026-08-21T10:00:00.000Z' }),
    upload(body, { builtAt: '2026-08-21T10:00:00.000Z' }),
  ]);
  expect(a.id).toBe(b.id);
  const { items } = await otto.client.documents.list({ params: { id: system }, query: {} });
  expect(items.length).toBe(3);
});

test('a finding that comes back is reopened, with its history', async () => {
  await upload(sbom({ minimist: '0.0.8', lodash: '4.17.4' }), { builtAt: '2026-08-22T10:00:00.000Z' });
  const { items } = await otto.client.findings.list({ query: { state: 'reopened' } });
  const [minimist] = items.filter(({ label }) => label === 'minimist 0.0.8');
  const detail = await otto.client.findings.read({ params: { id: minimist?.id ?? '' } });
  expect(
    detail.events.map(({ kind, after }) => `${kind} ${after}`).filter((one) => !one.startsWith('due')),
  ).toEqual(['found new', 'state fixed', 'state reopened']);
  expect(detail.detail).toMatchObject({ rule: minimist?.rule, decision: { outcome: minimist?.outcome } });
});

test('people move findings as the rules allow', async () => {
  const { items } = await otto.client.findings.list({ query: { severity: 'high', sort: 'severity' } });
  const [finding] = items;
  if (finding === undefined) throw new Error('there is a high finding');
  const moved = await otto.client.findings.setState({
    params: { id: finding.id },
    body: { version: finding.version, state: 'in-progress', reason: 'upgrade is under test' },
  });
  expect(moved).toMatchObject({ state: 'in-progress', version: finding.version + 1 });
  const refused = otto.client.findings.setState({
    params: { id: finding.id },
    body: { version: moved.version, state: 'closed', reason: 'done' },
  });
  await expect(refused).rejects.toThrow(ApiProblem);
  await expect(refused).rejects.toThrow(
    'From in-progress a finding goes to triaged, false-positive, vex-not-affected.',
  );
});

test('where is it', async () => {
  const asked = async (query: Parameters<typeof otto.client.where.find>[0]['query']): Promise<string[]> => {
    const { items } = await otto.client.where.find({ query });
    return items.map((one) => `${one.systemName}: ${one.purl} (${one.source})`);
  };
  await upload(sbom({ minimist: '0.2.1' }), {
    stream: 'vendor',
    source: 'vendor',
    builtAt: '2026-08-22T10:00:00.000Z',
  });
  const both = [
    'Patient portal: pkg:npm/minimist@0.0.8 (build)',
    'Patient portal: pkg:npm/minimist@0.2.1 (vendor)',
  ];
  expect((await asked({ purl: 'pkg:npm/minimist' })).sort()).toEqual(both);
  expect((await asked({ name: 'minim' })).sort()).toEqual(both);
  expect(await asked({ purl: 'pkg:npm/minimist@0.0.8' })).toEqual([both[0]]);
  expect(await asked({ purl: 'pkg:npm/minimist', range: 'vers:npm/<0.1.0' })).toEqual([both[0]]);
  expect((await asked({ advisory: 'CVE-2021-44906' })).sort()).toEqual(both);
  expect(await asked({ name: '100%' })).toEqual([]);
});

test('a document that is none is refused with the reason, and nothing changes', async () => {
  const before = await listed();
  const refused = await upload(Buffer.from('{"bomFormat": "CycloneDX", "specVersion": "99"'), {});
  expect(refused.state).toBe('failed');
  expect(refused.failure).toBeTruthy();
  expect(await listed()).toEqual(before);
});
