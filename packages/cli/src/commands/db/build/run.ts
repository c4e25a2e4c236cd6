/** `theriac db build`. */
import { feedSourceOf } from '@theriac/advisories/build';
import type { CommandContext } from '../../../command/command.ts';
import { buildAndReport } from '../build-indexes.ts';
import type { BuildGiven } from './declare.ts';

export function run(given: BuildGiven, context: CommandContext): Promise<number> {
  return buildAndReport(feedSourceOf(given.feeds), given, context);
}
