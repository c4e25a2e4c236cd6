/** `theriac db export`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { operand } from '../../../command/spec.ts';

export const exportDeclaration = declare({
  name: 'export',
  summary: 'pack all installed indexes into one file',
  operands: { file: operand('<file>', 'where to write') },
  options: {},
  examples: ['db export theriac-indexes.bundle'],
});

export type ExportGiven = GivenTo<typeof exportDeclaration>;
