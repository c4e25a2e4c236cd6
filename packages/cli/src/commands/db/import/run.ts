/** `theriac db import`. */
import { storeOf } from '@theriac/advisories';
import { importBundle, importIndex, isBundle } from '@theriac/advisories/build';
import type { CommandContext } from '../../../command/command.ts';
import type { ImportGiven } from './declare.ts';

export function run({ file }: ImportGiven, { env, stdout }: CommandContext): number {
  const store = storeOf(env);
  const installed = isBundle(file) ? importBundle(store, file) : [importIndex(store, file)];
  stdout.write(`Installed: ${installed.join(', ')}\n`);
  return 0;
}
