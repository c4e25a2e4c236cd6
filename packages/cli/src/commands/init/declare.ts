/** `theriac init`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { flag, textOr } from '../../command/spec.ts';

export const init = declare({
  name: 'init',
  summary: 'create theriac.yaml',
  description:
    'Ask about the system and write theriac.yaml, and its JSON schema for completion and validation in editors.',
  operands: { folder: textOr('[folder]', 'where to write', '.') },
  options: {
    yes: flag('-y, --yes', 'ask nothing; write the defaults'),
    force: flag('--force', 'replace existing files'),
  },
  examples: ['init', 'init services/api --yes'],
});

export type InitGiven = GivenTo<typeof init>;
