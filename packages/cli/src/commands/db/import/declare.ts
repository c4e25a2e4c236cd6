/** `theriac db import`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { operand } from '../../../command/spec.ts';

export const importDeclaration = declare({
  name: 'import',
  summary: 'install indexes from a file',
  operands: { file: operand('<file>', 'written by `theriac db export`, or a single index') },
  options: {},
  examples: ['db import theriac-indexes.bundle'],
});

export type ImportGiven = GivenTo<typeof importDeclaration>;
