/** The routes of the contract over HTTP: parsed, authorised, run in one transaction, recorded, answered. */
import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { API_ERRORS, allRoutes, MAX_BODY_BYTES, type Route, SCIM } from '@theriac/contract';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Database } from '../database/database.ts';
import { ApiFailure } from '../errors.ts';
import type { Services } from '../services.ts';
import type { AllHandlers } from './call.ts';
import { credentialsOf } from './credentials.ts';
import { bodyOf, failureOf } from './failure-of.ts';
import { runRoute } from './run-route.ts';
import { isSameOrigin } from './same-origin.ts';
import { registerSetupPage } from './setup-page.ts';

export interface AppOptions {
  readonly database: Database;
  readonly handlers: AllHandlers;
  readonly services: Services;
  /** How many proxies stand in front, whose `X-Forwarded-*` headers are believed. */
  readonly trustedHops: number;
  /** Whether callers come over TLS, to this process or to a proxy in front of it. */
  readonly isTls: boolean;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  readonly clock?: () => Date;
  /** Where logs go; absent: nowhere. */
  readonly log?: { write(line: string): void };
  readonly logLevel?: string;
}

/** Requests in a minute where a route says nothing else. */
const PER_MINUTE = 600;
/** Of one address, whoever it says it is. */
const PER_ADDRESS = 6000;
const REQUEST_TIMEOUT_MS = 60_000;
const HEADERS_BYTES = 16 * 1024;

export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { database, handlers, services, trustedHops, isTls, tls, log, logLevel = 'info' } = options;
  const clock = options.clock ?? (() => new Date());
  const cookie = isTls ? '__Host-theriac_session' : 'theriac_session';
  const app = fastify({
    ...(tls === undefined ? {} : { https: { ...tls, minVersion: 'TLSv1.2' as const } }),
    logger: log === undefined ? false : { level: logLevel, stream: log, serializers: SERIALIZERS },
    // A number alone would trust nobody: fastify cannot know who the proxies are, who runs the server does.
    trustProxy: trustedHops === 0 ? false : (_: string, hop: number) => hop < trustedHops,
    genReqId: () => randomUUID(),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { maxHeaderSize: HEADERS_BYTES },
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
  } as object) as unknown as FastifyInstance;
  app.setErrorHandler((error, request, reply) => answerFailure(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    answerFailure(new ApiFailure('NOT_FOUND', 'There is no such address.'), request, reply),
  );
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    strictTransportSecurity: isTls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  await app.register(rateLimit, {
    global: true,
    max: PER_MINUTE,
    timeWindow: 60_000,
    hook: 'onRequest',
    keyGenerator: (request) => callerOf(request, cookie),
  });
  const ofAddress = app.createRateLimit({
    max: PER_ADDRESS,
    timeWindow: 60_000,
    keyGenerator: ({ ip }) => ip,
  });
  // Of their content, not of cookies, is decided who sends them.
  const forms = new Set<string | undefined>(
    allRoutes().flatMap(({ route }) => (route.form === true ? [route.path] : [])),
  );
  app.addHook('onRequest', async (request, reply) => {
    const limit = await ofAddress(request);
    if (!limit.isAllowed && limit.isExceeded) throw new ApiFailure('TOO_MANY');
    reply.header('cache-control', 'no-store');
    reply.header('x-request-id', request.id);
    const own = `${isTls ? 'https' : 'http'}://${request.host}`;
    const { origin } = request.headers;
    const fetchSite = request.headers['sec-fetch-site'];
    if (
      !forms.has(request.routeOptions.url) &&
      !isSameOrigin({ method: request.method, origin, fetchSite: textOf(fetchSite), own })
    )
      throw new ApiFailure('FOREIGN_ORIGIN');
  });
  registerSetupPage(app);
  for (const { id, route } of allRoutes()) {
    const [group, name] = id.split('.') as [keyof AllHandlers, string];
    const handler = (handlers[group] as Readonly<Record<string, unknown>>)[name];
    await register(app, route, async (request, reply) => {
      const answer = await runRoute({
        route,
        handler,
        database,
        services,
        now: clock(),
        requestId: request.id,
        address: request.ip,
        userAgent: request.headers['user-agent'] ?? null,
        params: request.params,
        query: request.query,
        body: request.body,
        mediaType: request.headers['content-type']?.split(';', 1)[0]?.trim() ?? '',
        credentials: credentialsOf(request, cookie),
        ifMatch: request.headers['if-match'],
        setEtag: (etag) => reply.header('etag', etag),
        setSession: (secret, until) => reply.header('set-cookie', cookieText(cookie, secret, until, isTls)),
      });
      reply.code(route.status);
      const type = route.answerType ?? route.mediaType;
      if (type !== undefined) reply.type(type);
      return route.answer === undefined && route.answerType === undefined ? reply.send() : reply.send(answer);
    });
  }
  return app;
}

const FORM = 'application/x-www-form-urlencoded';

type Handle = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** In a scope of its own: which content types are read is a question of the route. */
async function register(app: FastifyInstance, route: Route, handler: Handle): Promise<void> {
  await app.register(async (scope) => {
    if (route.raw !== undefined) {
      scope.removeAllContentTypeParsers();
      // Read only once it is known who sends it.
      scope.addContentTypeParser([...route.raw], (_, body, done) => done(null, body));
    }
    if (route.mediaType !== undefined) {
      const parse = scope.getDefaultJsonParser('error', 'error');
      scope.addContentTypeParser(route.mediaType, { parseAs: 'string' }, (request, body, done) =>
        // Its callers name the type also where they send nothing.
        body === '' ? done(null, undefined) : parse(request, String(body), done),
      );
    }
    if (route.form === true) {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(FORM, { parseAs: 'string' }, (_, body, done) =>
        done(null, Object.fromEntries(new URLSearchParams(String(body)))),
      );
    }
    scope.route({
      method: route.method,
      url: route.path,
      bodyLimit: route.maxBytes ?? MAX_BODY_BYTES,
      config: {
        rateLimit: {
          max: route.perMinute ?? PER_MINUTE,
          timeWindow: 60_000,
          // Nobody has checked the cookie of a public call: with a new one each time, there would be no limit.
          ...(route.access === 'public' ? { keyGenerator: ({ ip }: FastifyRequest) => ip } : {}),
        },
      },
      handler,
    });
  });
}

function cookieText(name: string, secret: string | null, until: Date | undefined, isTls: boolean): string {
  return [
    `${name}=${secret ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    ...(isTls ? ['Secure'] : []),
    `Expires=${(secret === null ? new Date(0) : (until ?? new Date(0))).toUTCString()}`,
  ].join('; ');
}

/** Of a limit: the account where there is one, and else the address. */
function callerOf(request: FastifyRequest, cookie: string): string {
  return credentialsOf(request, cookie)?.secret ?? request.ip;
}

function textOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0];
}

function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = failureOf(error);
  if (failure === undefined) request.log.error({ error: defectOf(error) }, 'defect');
  const told = failure ?? new ApiFailure('INTERNAL');
  if (told.code === 'NOT_SIGNED_IN') reply.header('www-authenticate', 'Bearer');
  if (told.code === 'UNAVAILABLE') reply.header('retry-after', '5');
  const { status } = API_ERRORS[told.code];
  const body = bodyOf(told, request.id);
  if (!request.url.startsWith('/scim/')) return reply.code(status).type('application/json').send(body);
  return reply
    .code(status)
    .type('application/scim+json')
    .send({ schemas: [SCIM.error], status: String(status), detail: `${body.message} ${body.next}`, ...body });
}

/** Messages of the database quote values: only where the defect is goes into the log. */
function defectOf(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...('code' in error ? { code: String(error.code) } : {}),
    at: frames.slice(0, 12).map((line) => line.trim()),
  };
}

/** Neither addresses of people nor queries, which may name patients. */
const SERIALIZERS = {
  req: (request: FastifyRequest) => ({ method: request.method, route: request.routeOptions.url ?? '-' }),
  res: (reply: FastifyReply) => ({ status: reply.statusCode }),
};
