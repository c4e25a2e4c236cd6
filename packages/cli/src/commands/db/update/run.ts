/** `theriac db update`: rebuilds what is installed; when nothing is, builds everything that the source has. */
import { installedIndexes, storeOf } from '@theriac/advisories';
import { feedSourceOf } from '@theriac/advisories/build';
import type { CommandContext } from '../../../command/command.ts';
import { buildAndReport } from '../build-indexes.ts';
import type { UpdateGiven } from './declare.ts';

export function run({ feeds, only, quiet }: UpdateGiven, context: CommandContext): Promise<number> {
  const { env } = context;
  const installed = installedIndexes(storeOf(env));
  const wanted = only ?? (installed.length === 0 ? undefined : installed);
  return buildAndReport(feedSourceOf(feeds ?? env.THERIAC_FEEDS), { only: wanted, quiet }, context);
}
