/** `theriac db verify`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';

export const verify = declare({
  name: 'verify',
  summary: 'check every byte of the installed indexes',
  operands: {},
  options: {},
  examples: ['db verify'],
});

export type VerifyGiven = GivenTo<typeof verify>;
