/** What a person sees who types `theriac` for the first time. */
import { installedIndexes, storeOf } from '@theriac/advisories';
import { VERSION } from '../version.ts';

export function welcome(): void {
  const installed = installedIndexes(storeOf(process.env));
  const index =
    installed.length === 0
      ? 'There is no advisory index yet. The first scan fetches what it needs, or:\n  $ theriac db build --feeds DIR   from a mirror, without a network'
      : `Advisory index: ${installed.join(', ')}. Details: theriac db status`;
  process.stdout.write(`theriac ${VERSION}: know every ingredient, act first where a patient could be hurt.

Start here:
  $ theriac scan                   scan this folder
  $ theriac init                   say what the system is, so that ranking fits
  $ theriac --help                 everything else

${index}
`);
}
