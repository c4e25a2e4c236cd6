/** For those who run the server. */
import { z } from 'zod';
import { route } from '../route.ts';
import { json } from '../schemas/common.ts';

const state = z.strictObject({
  status: z.enum(['ok', 'starting', 'stopping', 'unavailable']),
  version: z.string(),
});

export const health = {
  live: route({
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the process runs',
    access: 'public',
    status: 200,
    answer: state,
    perMinute: 600,
  }),
  ready: route({
    method: 'GET',
    path: '/readyz',
    summary: 'Whether requests can be answered: database, migrations',
    access: 'public',
    status: 200,
    answer: state,
    errors: ['UNAVAILABLE'],
    perMinute: 600,
  }),
  openapi: route({
    method: 'GET',
    path: '/api/v1/openapi.json',
    summary: 'This interface as OpenAPI 3.1',
    access: 'public',
    status: 200,
    answer: z.record(z.string(), json),
  }),
};
