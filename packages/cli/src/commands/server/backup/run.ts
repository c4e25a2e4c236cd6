/** `theriac server backup`. */
import type { CommandContext } from '../../../command/command.ts';
import { databaseUrlOf, defaultFolder, serverPackage } from '../../../inputs/server.ts';
import { passphraseIn } from '../passphrase.ts';
import type { BackupGiven } from './declare.ts';

/** @returns 0; 1 where documents are missing on disk */
export async function run({ file, data }: BackupGiven, { env, stdout }: CommandContext): Promise<number> {
  const passphrase = passphraseIn(env);
  const { writeBackup } = await serverPackage();
  const { rows, files, missing } = await writeBackup({
    dataFolder: data ?? defaultFolder(env),
    ...databaseUrlOf(env),
    file,
    passphrase,
    now: new Date(),
  });
  stdout.write(`rows: ${rows}, files: ${files}\n`);
  if (missing > 0) stdout.write(`documents that are missing on disk: ${missing}\n`);
  return missing === 0 ? 0 : 1;
}
