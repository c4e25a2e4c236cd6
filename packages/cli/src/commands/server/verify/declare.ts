/** `theriac server verify`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { operand } from '../../../command/spec.ts';

export const verify = declare({
  name: 'verify',
  summary: 'whether a backup is whole, and the audit trail in it holds',
  operands: { file: operand('<file>', 'the backup') },
  options: {},
  examples: [],
});

export type VerifyGiven = GivenTo<typeof verify>;
