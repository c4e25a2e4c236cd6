/** `theriac schema`. */
import type { CommandContext } from '../../command/command.ts';
import { writeReport } from '../../run/report-file.ts';
import type { SchemaGiven } from './declare.ts';
import { schemaText } from './schemas.ts';

export function run({ name, output }: SchemaGiven, { stdout }: CommandContext): number {
  const text = schemaText(name);
  if (output === undefined || output === '-') stdout.write(text, 'own');
  else writeReport(output, text, 'own');
  return 0;
}
