/** A portfolio of any size in the database of a server, and how long the server takes over it. */
import type { Client } from '@theriac/contract/client';
import { Database } from '../packages/server/src/database/database.ts';
import { embeddedDatabase } from '../packages/server/src/database/embedded/embedded.ts';
import { type Rematched, rematch } from '../packages/server/src/monitor/rematch.ts';
import {
  founded,
  newDatabase,
  PASSWORD,
  type TestServer,
  testServer,
} from '../packages/testing/src/server.ts';

export interface Timing {
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
}

const ROUNDS = 40;

export class ServerBench {
  readonly #server: TestServer;
  readonly #client: Client;
  readonly #database: Database;
  readonly #org: string;
  readonly #indexes: string;

  private constructor(
    server: TestServer,
    client: Client,
    org: string,
    options: { folder: string; indexes: string },
  ) {
    this.#server = server;
    this.#client = client;
    this.#database = new Database({ url: server.databaseUrl });
    this.#org = org;
    this.#indexes = options.indexes;
  }

  static async start(options: { readonly folder: string; readonly indexes: string }): Promise<ServerBench> {
    const databaseUrl = await newDatabase(options.folder);
    const server = await testServer(options.folder, { databaseUrl, indexes: options.indexes });
    const admin = await founded(server);
    const { organisation } = await admin.client.sessions.me();
    const account = await admin.client.accounts.create({
      body: { kind: 'person', name: 'Otto Owner', email: 'otto@st-mary.example', password: PASSWORD },
    });
    await admin.client.accounts.setGrants({
      params: { id: account.id },
      body: {
        version: 1,
        grants: [{ role: 'system-owner', scope: { kind: 'organisation' } }],
        reason: 'bench',
      },
    });
    const { client } = server.browser();
    await client.sessions.signIn({
      body: { organisation: 'st-mary', email: 'otto@st-mary.example', password: PASSWORD },
    });
    return new ServerBench(server, client, organisation.id, options);
  }

  /** Each system uses some of the names, each in one of ten versions; few packages are in nearly all of them. */
  async fill(size: {
    readonly systems: number;
    readonly components: number;
    readonly names: number;
  }): Promise<void> {
    const { systems, components, names } = size;
    const org = this.#org;
    await this.#database.asOwner(async (client) => {
      const run = (text: string, values: readonly unknown[]): Promise<unknown> =>
        client.query(text, [...values]);
      await run(
        `INSERT INTO theriac.programme (org_id, id, name, created_at) VALUES ($1, $1, 'All', now())`,
        [org],
      );
      await run(
        `INSERT INTO theriac.system (org_id, id, programme_id, name, facts, created_at)
         SELECT $1, overlay(gen_random_uuid()::text PLACING '7' FROM 15)::uuid, $1, 'System ' || i, $3::jsonb, now() FROM generate_series(1, $2::int) i`,
        [org, systems, JSON.stringify(FACTS)],
      );
      await run(
        `INSERT INTO theriac.stream (org_id, id, system_id, name, current_document_id, current_built_at, created_at)
         SELECT org_id, id, id, 'main', id, now(), now() FROM theriac.system WHERE org_id = $1`,
        [org],
      );
      await run(
        `INSERT INTO theriac.document (org_id, id, stream_id, system_id, kind, source, media_type, sha256, size, built_at,
           uploaded_at, uploaded_by, state, summary)
         SELECT org_id, id, id, id, 'sbom', 'build', 'application/json', uuid_send(id), 1, now(), now(), 'bench', 'current',
           $2::jsonb FROM theriac.system WHERE org_id = $1`,
        [org, JSON.stringify({ roots: [ROOT], components, coverage: [] })],
      );
      await run(
        `INSERT INTO theriac.package_version (org_id, purl, ecosystem, name, version)
         SELECT $1, 'pkg:npm/package-' || n || '@1.' || v || '.0', 'npm', 'package-' || n, '1.' || v || '.0'
         FROM generate_series(0, $2::int - 1) n, generate_series(0, 9) v`,
        [org, names],
      );
      // The square makes low numbers common, as a few packages are in almost every project.
      await run(
        `INSERT INTO theriac.component_use (org_id, stream_id, package_version_id, system_id, scope, is_direct, copies)
         SELECT DISTINCT ON (c.stream, p.id) $1::uuid, c.stream, p.id, c.stream, 'production', false,
           jsonb_build_array(jsonb_build_object('id', 'sbom/cyclonedx:document#' || p.purl, 'root', $4::text,
             'scope', 'production', 'direct', false, 'location', jsonb_build_object('path', 'document')))
         FROM (
           SELECT y.id AS stream, floor(power(random(), 2) * $2)::int AS n, floor(random() * 10)::int AS v
           FROM theriac.system y, generate_series(1, $3::int) WHERE y.org_id = $1
         ) c
         JOIN theriac.package_version p ON p.org_id = $1 AND p.purl = 'pkg:npm/package-' || c.n || '@1.' || c.v || '.0'`,
        [org, names, components, ROOT.id],
      );
      await client.query('ANALYZE');
    });
  }

  async rematch(): Promise<Rematched & { readonly ms: number }> {
    const started = performance.now();
    const done = await rematch(
      {
        database: this.#database,
        indexes: this.#indexes,
        clock: () => new Date(),
      },
      this.#org,
    );
    return { ...done, ms: performance.now() - started };
  }

  where(query: Parameters<Client['where']['find']>[0]['query']): Promise<Timing> {
    return timed(() => this.#client.where.find({ query }));
  }

  findings(query: Parameters<Client['findings']['list']>[0]['query']): Promise<Timing> {
    return timed(() => this.#client.findings.list({ query }));
  }

  answer(text: string): Promise<Timing> {
    return timed(() => this.#database.asOwner((client) => client.query(text)));
  }

  async stop(): Promise<void> {
    await this.#database.close();
    await this.#server.stop();
  }

  /** The PostgreSQL that all sizes share. */
  static async end(folder: string): Promise<void> {
    await (await embeddedDatabase(folder)).stop();
  }
}

async function timed(run: () => Promise<unknown>): Promise<Timing> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const started = performance.now();
    await run();
    // The first one warms caches.
    if (round > 0) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.ceil(times.length * share) - 1] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

const ROOT = {
  id: 'sbom/cyclonedx:document',
  path: 'document',
  extractor: 'sbom/cyclonedx',
  ecosystem: 'generic',
};

const FACTS = {
  type: 'patient-portal',
  patientFacing: true,
  exposure: 'open',
  publiclyExposed: true,
  dataClasses: ['phi'],
  safetyImpact: null,
  missionImpact: null,
  distribution: ['saas'],
  rtoHours: null,
  environments: [],
  supportEndsOn: null,
};
