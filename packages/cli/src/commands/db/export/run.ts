/** `theriac db export`. */
import { storeOf } from '@theriac/advisories';
import { exportBundle } from '@theriac/advisories/build';
import { printable } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../../../command/command.ts';
import type { ExportGiven } from './declare.ts';

export function run({ file }: ExportGiven, { env, stdout }: CommandContext): number {
  stdout.write(`Packed into ${printable(file)}: ${exportBundle(storeOf(env), file).join(', ')}\n`);
  return 0;
}
