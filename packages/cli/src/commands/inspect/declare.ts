/** `theriac inspect`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { operand, text } from '../../command/spec.ts';
import { JSON_OUTPUT, PLATFORM } from '../../inputs/options.ts';

export const inspect = declare({
  name: 'inspect',
  summary: 'show what a package can do, what an update adds, or what an image is',
  description:
    'Read a package without executing any of it. Exit code 1: something is dangerous (with two versions: dangerous and new); 3: not everything could be read.',
  operands: {
    package: operand('<package>', 'folder, archive (.tgz, .whl, .jar, .gem, …), installed package or image'),
    newer: text('[newer]', 'the version to compare it with'),
  },
  options: { json: JSON_OUTPUT, platform: PLATFORM },
  examples: [
    'inspect left-pad-1.3.0.tgz',
    'inspect node_modules/esbuild',
    'inspect axios-1.14.0.tgz axios-1.14.1.tgz',
    'inspect portal.tar   # how it runs, its layers and its base',
  ],
});

export type InspectGiven = GivenTo<typeof inspect>;
