/** `theriac server destroy-keys`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { mandatory, text, textOr } from '../../../command/spec.ts';
import { DATA } from '../../../inputs/server.ts';

export const destroyKeys = declare({
  name: 'destroy-keys',
  summary: 'destroy the data key of an organisation or a subject: what it encrypts is gone for good',
  description:
    'Destroy a data key. Nothing that it encrypts can be read again; the audit trail stays whole, and records who and why. Backups that were made before still hold the key: destroy them as well.',
  operands: {},
  options: {
    data: DATA,
    organisation: mandatory(text('--organisation <slug>', 'short name of the organisation')),
    subject: textOr('--subject <id>', 'whose key', 'organisation'),
    reason: mandatory(text('--reason <text>', 'for the audit trail')),
    confirm: mandatory(text('--confirm <slug>', 'the short name again: this cannot be undone')),
  },
  examples: [],
});

export type DestroyKeysGiven = GivenTo<typeof destroyKeys>;
