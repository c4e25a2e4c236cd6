import type { GroupHandlers } from '../../http/call.ts';
import { setUp } from './service.ts';

export const setup: GroupHandlers<'setup'> = {
  create: (call, { body }) => setUp(call, body),
};
