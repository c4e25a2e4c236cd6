/** `theriac server backup`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { operand } from '../../../command/spec.ts';
import { DATA } from '../../../inputs/server.ts';

export const backup = declare({
  name: 'backup',
  summary: 'rows, documents and keys in one encrypted file; the server may run meanwhile',
  description:
    'Write everything of an installation into one encrypted file: rows as one moment had them, the documents that they name, and the keys of the server. THERIAC_BACKUP_PASSPHRASE encrypts it: whoever has it and the file has everything.',
  operands: { file: operand('<file>', 'the new file') },
  options: { data: DATA },
  examples: [],
});

export type BackupGiven = GivenTo<typeof backup>;
