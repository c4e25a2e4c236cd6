/** What a person sees who types `theriac` for the first time. */
import { installedIndexes, storeOf } from '@theriac/advisories';
import { wrap } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../command/command.ts';
import { VERSION } from '../version.ts';

const WIDTH = 80;

export function welcome({ stdout, env }: CommandContext): void {
  const installed = installedIndexes(storeOf(env));
  const index =
    installed.length === 0
      ? 'No advisory index is installed. The first scan fetches what it needs, or run:\n  $ theriac db update              from the public feeds\n  $ theriac db build --feeds DIR   from a mirror, without a network'
      : wrap(`Advisory index: ${installed.join(', ')}. Details: theriac db status`, WIDTH).join('\n');
  stdout.write(`theriac ${VERSION}: know every ingredient, act first where a patient could be hurt.

Start here:
  $ theriac scan                   scan this folder
  $ theriac init                   describe the system, so that ranking fits it
  $ theriac --help                 all commands

${index}
`);
}
