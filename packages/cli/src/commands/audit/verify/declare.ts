/** `theriac audit verify`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { operand, text, texts } from '../../../command/spec.ts';
import { JSON_OUTPUT } from '../../../inputs/options.ts';

export const verify = declare({
  name: 'verify',
  summary: 'check an exported audit trail, offline: edits, deletions, insertions, order, truncation',
  description:
    'Check an audit bundle (GET /api/v1/audit/bundle) without the server. Exit code 0: the trail holds; 1: it was changed, with the event and the reason; 2: a file cannot be read. That events at the end were removed shows only against a checkpoint that was kept elsewhere.',
  operands: { bundle: operand('<bundle>', 'the exported file') },
  options: {
    checkpoints: texts('--checkpoint <file>', 'checkpoint that was kept elsewhere; may be repeated'),
    key: text(
      '--key <file>',
      'public key of the server that was kept elsewhere (default: the one in the bundle)',
    ),
    json: JSON_OUTPUT,
  },
  examples: [
    'audit verify trail.ndjson',
    'audit verify trail.ndjson --checkpoint 000000000008.checkpoint --key public-key.txt',
  ],
});

export type VerifyGiven = GivenTo<typeof verify>;
