/** One request: who, whether they may, what they gave, the work, the record of it. */
import { Readable } from 'node:stream';
import { MAX_BODY_BYTES, type Permission, type RawBody, type Route } from '@theriac/contract';
import type { z } from 'zod';
import { type Actor, type AuditNote, appendEvents } from '../audit/append.ts';
import { Database, type Db } from '../database/database.ts';
import { ApiFailure } from '../errors.ts';
import { bySession, byToken } from '../identity/authenticate.ts';
import { type Principal, type Reach, reachOf } from '../identity/principal.ts';
import { STEP_UP_MS } from '../identity/sessions.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import type { Call, PublicCall, SignedCall } from './call.ts';
import type { Credentials } from './credentials.ts';
import { invalid } from './failure-of.ts';

export interface RouteRun {
  readonly route: Route;
  /** Of the shape that the contract asks for. */
  readonly handler: unknown;
  readonly database: Database;
  readonly services: Services;
  readonly now: Date;
  readonly requestId: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly params: unknown;
  readonly query: unknown;
  /** Parsed JSON; of a route that takes a body as it is, the stream of it. */
  readonly body: unknown;
  readonly mediaType: string;
  readonly credentials: Credentials | undefined;
  readonly ifMatch: string | undefined;
  readonly setEtag: (etag: string) => void;
  readonly setSession: (secret: string | null, until?: Date) => void;
}

type AnyHandler = (call: Call, input: Readonly<Record<string, unknown>>) => Promise<unknown>;

const NOBODY: Actor = { kind: 'nobody', id: null, display: 'nobody' };

export async function runRoute(run: RouteRun): Promise<unknown> {
  const { route, database } = run;
  // Routes that tell how the server is must answer without a database.
  if (route.access === 'public' && route.method === 'GET') return answered(route, await runWithout(run));
  const org = route.access === 'public' ? null : (run.credentials?.org ?? null);
  const received = await receivedBody(run, org);
  try {
    const result = await database.in(org, (db) =>
      inTransaction(db, received === undefined ? run : { ...run, body: received }),
    );
    if (result.failure !== undefined) throw result.failure;
    return answered(route, result.answer);
  } finally {
    if (received !== undefined) run.services.blobs.discard(received);
  }
}

/** A large body is received before the transaction begins, and after it is known that it may be sent. */
async function receivedBody(run: RouteRun, org: string | null): Promise<RawBody | undefined> {
  const { route, database, body, mediaType, services, now } = run;
  if (route.raw === undefined) return undefined;
  await database.in(org, async (db) => permitted((await recognised(db, run)).principal, route, now));
  if (!(body instanceof Readable)) throw new ApiFailure('WRONG_TYPE');
  return services.blobs.receive(body, mediaType, route.maxBytes ?? MAX_BODY_BYTES);
}

interface Outcome {
  readonly answer?: unknown;
  readonly failure?: ApiFailure;
}

async function inTransaction(db: Db, run: RouteRun): Promise<Outcome> {
  const { route, now } = run;
  const notes: AuditNote[] = [];
  let actor: Actor & { readonly org: string | null } = { ...NOBODY, org: null };
  const base = callOf(run, db, (note) => notes.push(note));
  let call: PublicCall | SignedCall;
  if (route.access === 'public')
    call = {
      ...base,
      actAs: async ({ org, kind, id, display }) => {
        actor = { org, kind, id, display };
        await Database.enter(db, org);
      },
    };
  else {
    const { principal, first } = await recognised(db, run);
    actor = principal;
    for (const note of first) notes.push(note);
    call = { ...base, principal, reach: permitted(principal, route, now) };
  }
  // Who may not call it is not told what it takes.
  const isRecordedRead =
    route.method === 'GET' && 'principal' in call && call.principal.breakGlass !== undefined;
  if (isRecordedRead) notes.push(readNote(run));
  const outcome = await kept(async () => (run.handler as AnyHandler)(call, inputOf(run)), isRecordedRead);
  const { org } = actor;
  if (org !== null)
    await appendEvents(db, { org, actor, address: run.address, requestId: run.requestId, now }, notes);
  return outcome;
}

/** A failure that keeps what was written is an outcome; every other one rolls the transaction back. */
async function kept(running: () => Promise<unknown>, keepsAll: boolean): Promise<Outcome> {
  try {
    return { answer: await running() };
  } catch (error) {
    if (error instanceof ApiFailure && (error.keepsChanges || keepsAll)) return { failure: error };
    throw error;
  }
}

/** Which record; not what was searched for, which may name patients. */
function readNote({ route, params }: RouteRun): AuditNote {
  const given = (params ?? {}) as Readonly<Record<string, unknown>>;
  const id = route.path.replace(/:(\w+)/g, (_, name: string) => String(given[name]).slice(0, 100));
  return { action: 'break-glass.read', object: { kind: 'route', id } };
}

function callOf(run: RouteRun, db: Db, audit: (note: AuditNote) => void): Call {
  const { services, now, requestId, address, userAgent, ifMatch, setEtag, setSession } = run;
  const given = { requestId, address, userAgent, ifMatch, setEtag, setSession };
  return { db, services, now, newId: () => newId(now), audit, ...given };
}

async function runWithout(run: RouteRun): Promise<unknown> {
  const call = callOf(run, undefined as unknown as Db, () => undefined);
  return (run.handler as AnyHandler)(call, inputOf(run));
}

async function recognised(
  db: Db,
  { credentials, now }: RouteRun,
): Promise<{ readonly principal: Principal; readonly first: readonly AuditNote[] }> {
  if (credentials === undefined) throw new ApiFailure('NOT_SIGNED_IN');
  const { kind, org, secret } = credentials;
  const found = await (kind === 'token' ? byToken : bySession)(db, org, secret, now);
  if (found === undefined) throw new ApiFailure('NOT_SIGNED_IN');
  return { principal: found.principal, first: found.notes };
}

const OWN: Reach = { isWhole: false, programmes: [], systems: [], allowance: 'always' };

function permitted(principal: Principal, { access, stepUp, forEnrolment }: Route, now: Date): Reach {
  if (principal.mustEnrol === true && forEnrolment !== true) throw new ApiFailure('ENROL');
  const reach = access === 'session' ? OWN : reachOf(principal, access as Permission);
  if (reach === undefined) throw new ApiFailure('FORBIDDEN');
  if (stepUp === true && principal.session !== undefined) {
    const { steppedUpAt } = principal.session;
    if (steppedUpAt === null || now.getTime() - steppedUpAt.getTime() > STEP_UP_MS)
      throw new ApiFailure('STEP_UP');
  }
  return reach;
}

function inputOf({ route, params, query, body }: RouteRun): Readonly<Record<string, unknown>> {
  return {
    ...(route.params === undefined ? {} : { params: parsed(route.params, params, 'params') }),
    ...(route.query === undefined ? {} : { query: parsed(route.query, query, 'query') }),
    ...(route.raw !== undefined
      ? { body }
      : route.body === undefined
        ? {}
        : { body: parsed(route.body, body ?? undefined, 'body') }),
  };
}

function parsed(schema: z.ZodType, value: unknown, place: string): unknown {
  const result = schema.safeParse(value);
  if (!result.success) throw invalid(result.error, place);
  return result.data;
}

/** What is answered is what the contract says, and nothing besides: a field too many is a defect. */
function answered(route: Route, answer: unknown): unknown {
  return route.answer === undefined ? answer : route.answer.parse(answer);
}
