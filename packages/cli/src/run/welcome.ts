/** What a person sees who types `theriac` for the first time. */
import { installedIndexes, storeOf } from '@theriac/advisories';
import { wrap } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../command/command.ts';
import { VERSION } from '../version.ts';
import { commandTable } from './command-table.ts';

export function welcome({ stdout, env, width }: CommandContext): void {
  const installed = installedIndexes(storeOf(env));
  const index =
    installed.length === 0
      ? [
          ...wrap('No advisory index is installed. The first scan fetches what it needs, or run:', width),
          ...commandTable(
            [
              ['db update', 'from the public feeds'],
              ['db build --feeds DIR', 'from a mirror, without a network'],
            ],
            width,
          ),
        ]
      : wrap(`Advisory index: ${installed.join(', ')}. Details: \`theriac db status\``, width);
  const lines = [
    ...wrap(`theriac ${VERSION}: know every ingredient, act first where a patient could be hurt.`, width),
    '',
    'Start here:',
    ...commandTable(
      [
        ['scan', 'scan this folder'],
        ['init', 'describe the system, so that ranking fits it'],
        ['--help', 'all commands'],
      ],
      width,
    ),
    '',
    ...index,
  ];
  stdout.write(`${lines.join('\n')}\n`);
}
