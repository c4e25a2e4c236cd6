/** `theriac server destroy-keys`. */
import { TheriacError } from '@theriac/core';
import type { CommandContext } from '../../../command/command.ts';
import { databaseUrlOf, defaultFolder, serverPackage } from '../../../inputs/server.ts';
import type { DestroyKeysGiven } from './declare.ts';

/** @returns 0 */
export async function run(given: DestroyKeysGiven, { env, stdout }: CommandContext): Promise<number> {
  const { data, organisation, subject, reason, confirm } = given;
  if (confirm !== organisation)
    throw new TheriacError('THERIAC_USAGE', '--confirm must repeat the short name of --organisation');
  const { destroyKeys } = await serverPackage();
  const destroyed = await destroyKeys({
    dataFolder: data ?? defaultFolder(env),
    ...databaseUrlOf(env),
    organisation,
    subject,
    reason,
    now: new Date(),
  });
  stdout.write(`destroyed: ${destroyed.length} data ${destroyed.length === 1 ? 'key' : 'keys'}\n`);
  return 0;
}
