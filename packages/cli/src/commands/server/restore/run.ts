/** `theriac server restore`. */
import type { CommandContext } from '../../../command/command.ts';
import { databaseUrlOf, defaultFolder, serverPackage } from '../../../inputs/server.ts';
import { passphraseIn } from '../passphrase.ts';
import type { RestoreGiven } from './declare.ts';

/** @returns 0 */
export async function run({ file, data }: RestoreGiven, { env, stdout }: CommandContext): Promise<number> {
  const passphrase = passphraseIn(env);
  const { restoreBackup } = await serverPackage();
  const dataFolder = data ?? defaultFolder(env);
  const { at, rows, files, events } = await restoreBackup({
    dataFolder,
    ...databaseUrlOf(env),
    file,
    passphrase,
  });
  stdout.write(
    `restored as of ${at}: rows: ${rows}, files: ${files}, events of the audit trail: ${events}\n`,
  );
  return 0;
}
