import { ApiProblem } from '@theriac/contract/client';
import { founded, PASSWORD, type TestServer, testServer } from '@theriac/testing/server';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await testServer(inject('serverData'));
});
afterAll(() => server.stop());

async function problem(running: Promise<unknown>): Promise<string> {
  try {
    await running;
  } catch (error) {
    if (error instanceof ApiProblem) return `${error.status} ${error.problem.code}`;
    throw error;
  }
  return 'no problem';
}

describe('a fresh server', () => {
  test('is set up once, by its link', async () => {
    const admin = await founded(server);
    const me = await admin.client.sessions.me();
    expect(me.organisation).toMatchObject({ slug: 'st-mary', name: 'St Mary Hospital' });
    expect(me.account.grants).toEqual([{ role: 'admin', scope: { kind: 'organisation' } }]);
    expect(await problem(founded(server, 'other'))).toBe('401 SIGN_IN_FAILED');
  });

  test('keeps systems with the history of their facts and an audit trail', async () => {
    const admin = server.browser();
    await admin.client.sessions.signIn({
      body: { organisation: 'st-mary', email: 'ada@st-mary.example', password: PASSWORD },
    });
    // Administrators manage accounts; systems are the work of others.
    expect(
      await problem(admin.client.programmes.create({ body: { name: 'Portals', description: '' } })),
    ).toBe('403 FORBIDDEN');
    const owner = await admin.client.accounts.create({
      body: { kind: 'person', name: 'Otto Owner', email: 'otto@st-mary.example', password: PASSWORD },
    });
    await admin.client.accounts.setGrants({
      params: { id: owner.id },
      body: {
        version: 1,
        grants: [{ role: 'system-owner', scope: { kind: 'organisation' } }],
        reason: 'answers for the portals',
      },
    });
    const otto = server.browser();
    await otto.client.sessions.signIn({
      body: { organisation: 'st-mary', email: 'otto@st-mary.example', password: PASSWORD },
    });
    const programme = await otto.client.programmes.create({ body: { name: 'Portals', description: '' } });
    const system = await otto.client.systems.create({
      body: {
        programme: programme.id,
        name: 'Patient portal',
        description: '',
        owner: owner.id,
        backupOwner: null,
        environments: [{ name: 'live', kind: 'production', url: 'https://portal.example.org' }],
        supportEndsOn: null,
        type: 'patient-portal',
        patientFacing: true,
        exposure: null,
        publiclyExposed: null,
        dataClasses: ['phi'],
        safetyImpact: null,
        missionImpact: null,
        distribution: ['saas'],
        rtoHours: 4,
      },
    });
    const changed = await otto.client.systems.update({
      params: { id: system.id },
      body: { version: 1, reason: 'opened to the internet', exposure: 'open', publiclyExposed: true },
    });
    expect(changed).toMatchObject({
      version: 2,
      exposure: 'open',
      publiclyExposed: true,
      name: 'Patient portal',
    });
    expect(
      await problem(
        otto.client.systems.update({
          params: { id: system.id },
          body: { version: 1, reason: 'late', rtoHours: 8 },
        }),
      ),
    ).toBe('409 CONFLICT');
    const history = await otto.client.systems.history({ params: { id: system.id }, query: {} });
    expect(history.items).toEqual([
      {
        version: 2,
        at: expect.any(String),
        by: 'Otto Owner',
        reason: 'opened to the internet',
        changes: [
          { field: 'exposure', before: null, after: 'open' },
          { field: 'publiclyExposed', before: null, after: true },
        ],
      },
    ]);
    const events = await admin.client.audit.list({ query: { limit: 200 } });
    expect(events.items.map(({ seq, action }) => `${seq} ${action}`).reverse()).toEqual([
      '1 organisation.created',
      '2 account.created',
      '3 session.started',
      '4 session.started',
      '5 account.created',
      '6 account.grants-changed',
      '7 session.started',
      '8 programme.created',
      '9 system.created',
      '10 system.changed',
    ]);
  });
});
