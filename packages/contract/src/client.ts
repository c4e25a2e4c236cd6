/** A typed client of the interface: `client.systems.list({ query: { limit: 10 } })`. */
import { type ApiError, apiError } from './errors.ts';
import type { Route, RouteAnswer, RouteCall } from './route.ts';
import { ROUTES, type Routes } from './routes/index.ts';

export interface ClientOptions {
  /** `https://theriac.example.org` */
  readonly baseUrl: string;
  /** Of a service account. */
  readonly token?: string;
  readonly fetch?: typeof fetch;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type Client = {
  readonly [G in keyof Routes]: {
    readonly [R in keyof Routes[G]]: Routes[G][R] extends Route ? Call<Routes[G][R]> : never;
  };
};

type Call<R extends Route> = keyof RouteCall<R> extends never
  ? () => Promise<RouteAnswer<R>>
  : (call: RouteCall<R>) => Promise<RouteAnswer<R>>;

/** An answer that is not a success. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly problem: ApiError;

  constructor(status: number, problem: ApiError) {
    super(`${problem.message} ${problem.next}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.problem = problem;
  }
}

export function createClient(options: ClientOptions): Client {
  return Object.fromEntries(
    Object.entries(ROUTES).map(([group, routes]) => [
      group,
      Object.fromEntries(
        Object.entries(routes).map(([name, one]) => [
          name,
          (call: Partial<Record<'params' | 'query' | 'body', unknown>> = {}) => send(options, one, call),
        ]),
      ),
    ]),
  ) as unknown as Client;
}

async function send(
  { baseUrl, token, fetch: fetchWith = fetch, headers }: ClientOptions,
  route: Route,
  call: Partial<Record<'params' | 'query' | 'body', unknown>>,
): Promise<unknown> {
  const answer = await fetchWith(urlOf(baseUrl, route, call), {
    method: route.method,
    redirect: 'error',
    headers: {
      ...headers,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...contentType(route, call.body),
    },
    ...(call.body === undefined ? {} : { body: bodyOf(route, call.body) }),
  });
  if (!answer.ok) throw await problemOf(answer);
  if (route.answerType !== undefined) return new Uint8Array(await answer.arrayBuffer());
  if (route.answer === undefined) return undefined;
  return route.answer.parse(await answer.json());
}

function urlOf(baseUrl: string, route: Route, { params, query }: { params?: unknown; query?: unknown }): URL {
  const given = (params ?? {}) as Readonly<Record<string, unknown>>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(given[name])));
  const url = new URL(path, baseUrl);
  for (const [name, value] of Object.entries((query ?? {}) as Readonly<Record<string, unknown>>))
    if (value !== undefined)
      for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  return url;
}

function contentType(route: Route, body: unknown): Record<string, string> {
  if (body === undefined) return {};
  if (route.form === true) return { 'content-type': 'application/x-www-form-urlencoded' };
  return { 'content-type': route.raw?.[0] ?? 'application/json' };
}

function bodyOf(route: Route, body: unknown): string | Uint8Array<ArrayBuffer> {
  if (route.form === true) return new URLSearchParams(body as Record<string, string>).toString();
  return route.raw === undefined ? JSON.stringify(body) : (body as Uint8Array<ArrayBuffer>);
}

async function problemOf(answer: Response): Promise<ApiProblem> {
  const text = await answer.text();
  try {
    return new ApiProblem(answer.status, apiError.parse(JSON.parse(text)));
  } catch {
    return new ApiProblem(answer.status, {
      code: 'INTERNAL',
      message: `The answer has status ${answer.status} and is not of Theriac.`,
      next: 'Check the address, and what stands between.',
      requestId: '',
    });
  }
}
