/** `theriac server rotate-key`. */
import type { CommandContext } from '../../../command/command.ts';
import { defaultFolder, serverPackage } from '../../../inputs/server.ts';
import type { RotateKeyGiven } from './declare.ts';

/** @returns 0 */
export async function run(given: RotateKeyGiven, { env, stdout }: CommandContext): Promise<number> {
  const { rotateKey } = await serverPackage();
  stdout.write(`wrapping key ${rotateKey(given.data ?? defaultFolder(env))} is the current one\n`);
  return 0;
}
