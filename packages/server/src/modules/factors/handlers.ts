import type { GroupHandlers } from '../../http/call.ts';
import {
  addPasskey,
  passkeySignIn,
  passkeyStepUp,
  removePasskey,
  startPasskey,
  startPasskeySignIn,
  startPasskeyStepUp,
} from './passkeys.ts';
import { resetFactors } from './reset.ts';
import { confirmTotp, listFactors, removeTotp, renewRecoveryCodes, startTotp } from './service.ts';

export const factors: GroupHandlers<'factors'> = {
  list: (call) => listFactors(call),
  startTotp: (call) => startTotp(call),
  confirmTotp: (call, { body }) => confirmTotp(call, body.code),
  removeTotp: (call) => removeTotp(call),
  newRecoveryCodes: (call) => renewRecoveryCodes(call),
  startPasskey: (call) => startPasskey(call),
  addPasskey: (call, { body }) => addPasskey(call, body),
  removePasskey: (call, { params }) => removePasskey(call, params.id),
  startPasskeySignIn: (call, { body }) => startPasskeySignIn(call, body.organisation),
  passkeySignIn: (call, { body }) => passkeySignIn(call, body),
  startPasskeyStepUp: (call) => startPasskeyStepUp(call),
  passkeyStepUp: (call, { body }) => passkeyStepUp(call, body),
  reset: (call, { params, body }) => resetFactors(call, params.id, body.reason),
};
