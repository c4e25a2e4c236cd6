/** `theriac server verify`. */
import type { CommandContext } from '../../../command/command.ts';
import { serverPackage } from '../../../inputs/server.ts';
import { passphraseIn } from '../passphrase.ts';
import type { VerifyGiven } from './declare.ts';

/** @returns 0 */
export async function run({ file }: VerifyGiven, { env, stdout }: CommandContext): Promise<number> {
  const passphrase = passphraseIn(env);
  const { verifyBackup } = await serverPackage();
  const { at, rows, files, events, checkpoints } = await verifyBackup(file, passphrase);
  stdout.write(
    `whole, as of ${at}: rows: ${rows}, files: ${files}, events: ${events}, checkpoints that hold: ${checkpoints}\n`,
  );
  return 0;
}
