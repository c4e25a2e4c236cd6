/** Servers on a real PostgreSQL: one for all tests of a run, and a database of its own for each caller. */
import { randomBytes } from 'node:crypto';
import { type Client, createClient } from '@theriac/contract/client';
import { type RunningServer, type ServerOptions, startServer } from '@theriac/server';
import { embeddedDatabase } from '@theriac/server/embedded';
import pg from 'pg';

export interface TestServer extends RunningServer {
  readonly databaseUrl: string;
  /** Calls with the cookie that the server set, as a browser does. */
  readonly browser: () => Browser;
}

export interface Browser {
  readonly client: Client;
  /** `theriac_session=…`; the empty string while there is none. */
  readonly cookie: () => string;
}

/** A password that is accepted. */
export const PASSWORD = 'correct horse battery staple';

/** @param folder of the run's PostgreSQL, which is started by who comes first */
export async function newDatabase(folder: string): Promise<string> {
  const { url } = await embeddedDatabase(folder, false);
  const name = `t_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  return url.replace(/[^/]+$/, name);
}

export async function testServer(folder: string, options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const databaseUrl = options.databaseUrl ?? (await newDatabase(folder));
  const server = await startServer({
    version: '0.0.0-test',
    dataFolder: folder,
    host: '127.0.0.1',
    port: 0,
    trustedHops: 0,
    ...options,
    databaseUrl,
  });
  return { ...server, databaseUrl, browser: () => browserOf(server.address) };
}

let addresses = 0;

function nextAddress(): string {
  addresses += 1;
  return `10.${(addresses >> 16) & 0xff}.${(addresses >> 8) & 0xff}.${addresses & 0xff}`;
}

export function browserOf(address: string): Browser {
  let cookie = '';
  const client = createClient({
    baseUrl: address,
    fetch: async (url, init) => {
      const answer = await fetch(url, {
        ...init,
        headers: {
          ...(init?.headers as Record<string, string>),
          // Counts where the server trusts a proxy: limits of an address are then not in the way.
          'x-forwarded-for': nextAddress(),
          ...(cookie === '' ? {} : { cookie }),
        },
      });
      const set = answer.headers.get('set-cookie');
      if (set !== null) cookie = /^[^;]*=;/.test(set) ? '' : (set.split(';', 1)[0] ?? '');
      return answer;
    },
  });
  return { client, cookie: () => cookie };
}

/** An organisation with its administrator signed in. */
export async function founded(server: TestServer, slug = 'st-mary'): Promise<Browser> {
  const browser = server.browser();
  await browser.client.setup.create({
    body: {
      token: server.setupToken ?? '',
      organisation: { slug, name: 'St Mary Hospital', timeZone: 'Europe/Berlin' },
      administrator: { name: 'Ada Admin', email: `ada@${slug}.example`, password: PASSWORD },
    },
  });
  return browser;
}

/** A system of which nothing is known but that it is a portal. */
export const NEW_SYSTEM = {
  description: '',
  owner: null,
  backupOwner: null,
  environments: [],
  supportEndsOn: null,
  type: 'patient-portal' as const,
  patientFacing: null,
  exposure: null,
  publiclyExposed: null,
  dataClasses: null,
  safetyImpact: null,
  missionImpact: null,
  distribution: [],
  rtoHours: null,
};

/** A person who answers for all systems, signed in. */
export async function ownerOf(admin: Browser, browser: Browser): Promise<Browser> {
  const account = await admin.client.accounts.create({
    body: { kind: 'person', name: 'Otto Owner', email: 'otto@st-mary.example', password: PASSWORD },
  });
  await admin.client.accounts.setGrants({
    params: { id: account.id },
    body: { version: 1, grants: [{ role: 'system-owner', scope: { kind: 'organisation' } }], reason: 'test' },
  });
  await browser.client.sessions.signIn({
    body: { organisation: 'st-mary', email: 'otto@st-mary.example', password: PASSWORD },
  });
  return browser;
}
