/** `theriac inspect`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { operand, text } from '../../command/spec.ts';
import { JSON_OUTPUT } from '../../inputs/options.ts';

export const inspect = declare({
  name: 'inspect',
  summary: 'show what a package can do, or what an update adds',
  description:
    'Read a package without executing any of it. Exit code 1: something is dangerous (with two versions: dangerous and new); 3: not everything could be read.',
  operands: {
    package: operand('<package>', 'folder, archive (.tgz, .whl, .jar, .gem, …) or installed package'),
    newer: text('[newer]', 'the version to compare it with'),
  },
  options: { json: JSON_OUTPUT },
  examples: [
    'inspect left-pad-1.3.0.tgz',
    'inspect node_modules/esbuild',
    'inspect axios-1.14.0.tgz axios-1.14.1.tgz',
  ],
});

export type InspectGiven = GivenTo<typeof inspect>;
