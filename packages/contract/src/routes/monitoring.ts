/** New advisories against everything that is used. */
import { z } from 'zod';
import { route } from '../route.ts';

export const monitoring = {
  rematch: route({
    method: 'POST',
    path: '/api/v1/monitoring/rematch',
    summary: 'Compare all packages with the advisory index as it is now; only what changed is matched',
    access: 'index:execute',
    status: 202,
    answer: z.strictObject({ queued: z.literal(true) }),
    perMinute: 10,
  }),
};
