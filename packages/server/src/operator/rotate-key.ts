/** A new wrapping key, while the server serves. */
import { join } from 'node:path';
import { rotateLocalKeys } from '../keys/local-keys.ts';

/** @returns the id of the key that wraps from now on */
export function rotateKey(dataFolder: string): string {
  return rotateLocalKeys(join(dataFolder, 'keys'));
}
