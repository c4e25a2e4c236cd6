/** What is written in place of a secret, in variables of functions and machines: addresses and samples too. */
import { PLACEHOLDERS } from '../../shared/secret-names.ts';

export const NO_SECRETS: readonly string[] = [
  ...PLACEHOLDERS,
  '*change*me*',
  'arn:*',
  'http://*',
  'https://*',
  'initial*',
  'replace*',
  'test',
];
