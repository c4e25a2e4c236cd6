/** `theriac server restore`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { operand } from '../../../command/spec.ts';
import { DATA } from '../../../inputs/server.ts';

export const restore = declare({
  name: 'restore',
  summary: 'a backup into an empty data folder and an empty database',
  description:
    'Check a backup, then restore it into an empty data folder, and an empty database where DATABASE_URL names one. Sessions do not come back: everybody signs in again.',
  operands: { file: operand('<file>', 'the backup') },
  options: { data: DATA },
  examples: [],
});

export type RestoreGiven = GivenTo<typeof restore>;
