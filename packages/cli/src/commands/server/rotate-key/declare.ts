/** `theriac server rotate-key`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { DATA } from '../../../inputs/server.ts';

export const rotateKey = declare({
  name: 'rotate-key',
  summary: 'add a wrapping key; the server wraps all data keys with it within the hour',
  description:
    'Add a key to the file of wrapping keys in the data folder. A server that runs uses it at once, and wraps the data keys of all organisations with it within the hour. Older keys stay in the file: backups need them.',
  operands: {},
  options: { data: DATA },
  examples: ['server rotate-key --data srv'],
});

export type RotateKeyGiven = GivenTo<typeof rotateKey>;
