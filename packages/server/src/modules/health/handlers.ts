import { openApi } from '@theriac/contract/openapi';
import { ApiFailure } from '../../errors.ts';
import type { GroupHandlers } from '../../http/call.ts';

export const health: GroupHandlers<'health'> = {
  live: async ({ services }) => ({
    status: services.isStopping() ? 'stopping' : 'ok',
    version: services.version,
  }),
  ready: async ({ services }) => {
    if (services.isStopping() || !(await services.isReady())) throw new ApiFailure('UNAVAILABLE');
    return { status: 'ok', version: services.version };
  },
  openapi: async ({ services }) => {
    // As a document: schemas of the answer would only repeat it.
    return JSON.parse(JSON.stringify(openApi(services.version)));
  },
};
