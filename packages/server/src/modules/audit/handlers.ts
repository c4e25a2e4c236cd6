import { originOf, publicKeyText } from '../../audit/signing-key.ts';
import type { GroupHandlers } from '../../http/call.ts';
import { bundle, checkpointNow, checkpoints, proveConsistency, proveEvent } from './service.ts';
import { listEvents } from './store.ts';

export const audit: GroupHandlers<'audit'> = {
  list: ({ db, principal }, { query }) => listEvents(db, principal.org, query),
  key: async ({ principal: { org }, services }) => ({
    origin: originOf(org),
    key: publicKeyText(org, services.auditKey),
  }),
  checkpoints,
  makeCheckpoint: checkpointNow,
  proveEvent,
  proveConsistency,
  bundle,
};
