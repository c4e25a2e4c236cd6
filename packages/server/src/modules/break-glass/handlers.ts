import type { GroupHandlers } from '../../http/call.ts';
import { endBreakGlass, startBreakGlass } from './service.ts';

export const breakGlass: GroupHandlers<'breakGlass'> = {
  start: (call, { body }) => startBreakGlass(call, body),
  end: (call) => endBreakGlass(call),
};
