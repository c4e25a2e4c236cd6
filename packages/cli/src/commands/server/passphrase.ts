/** The passphrase of a backup: from the environment, so that it is in no list of processes. */
import { TheriacError } from '@theriac/core';

export function passphraseIn({ THERIAC_BACKUP_PASSPHRASE: given }: NodeJS.ProcessEnv): string {
  if (given === undefined || given === '')
    throw new TheriacError('THERIAC_USAGE', 'THERIAC_BACKUP_PASSPHRASE is not set');
  return given;
}
