/** OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html) out of the routes. */
import { z } from 'zod';
import { API_ERRORS, type ApiErrorCode, apiError } from './errors.ts';
import type { Route } from './route.ts';
import { allRoutes } from './routes/index.ts';

type Json = Record<string, unknown>;

export function openApi(version: string): Json {
  const schemas: Record<string, Json> = {};
  const paths: Record<string, Json> = {};
  for (const { id, group, route } of allRoutes()) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operationOf(id, group, route, schemas);
  }
  schemas.Error = schemaOf(apiError, 'output', schemas);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Theriac',
      version,
      description: 'Catalog, monitoring and proof for healthcare software.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'theriac_session' },
      },
    },
  };
}

function operationOf(id: string, group: string, route: Route, schemas: Record<string, Json>): Json {
  const parameters = [
    ...parametersOf(route.params, 'path', schemas),
    ...parametersOf(route.query, 'query', schemas),
  ];
  const body =
    route.raw !== undefined
      ? Object.fromEntries(route.raw.map((type) => [type, {}]))
      : route.body === undefined
        ? undefined
        : {
            [route.form === true
              ? 'application/x-www-form-urlencoded'
              : (route.mediaType ?? 'application/json')]: {
              schema: schemaOf(route.body, 'input', schemas),
            },
          };
  return {
    operationId: id,
    tags: [group],
    summary: route.summary,
    ...(route.access === 'public'
      ? { security: [] }
      : { security: [{ token: [] }, { session: [] }], 'x-permission': route.access }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: body } }),
    responses: {
      [route.status]: answerOf(route, schemas),
      ...errorsOf(route),
    },
  };
}

function parametersOf(
  fields: z.ZodObject | undefined,
  place: 'path' | 'query',
  schemas: Record<string, Json>,
): Json[] {
  if (fields === undefined) return [];
  return Object.entries(fields.shape).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || !isOptional(schema as z.ZodType),
    schema: schemaOf(schema as z.ZodType, 'input', schemas),
  }));
}

function isOptional(schema: z.ZodType): boolean {
  return schema.safeParse(undefined).success;
}

function answerOf(route: Route, schemas: Record<string, Json>): Json {
  const content =
    route.answerType !== undefined
      ? { [route.answerType]: {} }
      : route.answer === undefined
        ? undefined
        : { [route.mediaType ?? 'application/json']: { schema: schemaOf(route.answer, 'output', schemas) } };
  return { description: route.summary, ...(content === undefined ? {} : { content }) };
}

/** Errors that any route can answer, as far as it takes what they are about. */
export function errorCodesOf(route: Route): readonly ApiErrorCode[] {
  return [
    ...new Set<ApiErrorCode>([
      'INVALID',
      ...(route.access === 'public' ? [] : (['NOT_SIGNED_IN', 'FORBIDDEN'] as const)),
      ...(route.stepUp === true ? (['STEP_UP'] as const) : []),
      ...(route.method === 'GET' || route.form === true ? [] : (['FOREIGN_ORIGIN'] as const)),
      ...(route.body === undefined && route.raw === undefined ? [] : (['TOO_LARGE', 'WRONG_TYPE'] as const)),
      ...(route.errors ?? []),
      'TOO_MANY',
      'INTERNAL',
      'UNAVAILABLE',
    ]),
  ];
}

function errorsOf(route: Route): Json {
  const byStatus = Map.groupBy(errorCodesOf(route), (code) => API_ERRORS[code].status);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        status,
        {
          description: codes.map((code) => `${code}: ${API_ERRORS[code].means}`).join(' '),
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      ]),
  );
}

/** Schemas that have an id become components, and are referred to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, Json>): Json {
  const { $defs, $schema, ...own } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as Json & { $defs?: Record<string, Json> };
  const name = z.globalRegistry.get(schema)?.id;
  const inner = ($defs ?? {}) as Record<string, Json>;
  for (const [id, definition] of Object.entries(inner)) schemas[id] ??= renamed(definition) as Json;
  const shown = renamed(own) as Json;
  if (name === undefined) return shown;
  const { id: _, ...rest } = shown;
  schemas[name] ??= rest;
  return { $ref: `#/components/schemas/${name}` };
}

/** `#/$defs/X` → `#/components/schemas/X` */
function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace(/^#\/\$defs\//, '#/components/schemas/')
        : renamed(inner),
    ]),
  );
}
