/** What a seed of an attack is: a small whole file, as its tool writes it. */
import type { MemoryFiles } from '../extract-in-memory.ts';

export interface Seed {
  /** Id of the extractor that reads the first file. */
  readonly extractor: string;
  /** The first file is the one that is damaged; the others stand beside it. */
  readonly files: MemoryFiles;
  /**
   * Whether people write the file: it may end anywhere and without a line break, so that one that was cut off is often
   * a whole file like any other.
   */
  readonly byHand?: true;
}

export const SHA256 = 'ab12cd34'.repeat(8);
export const SHA512 = 'ab12cd34'.repeat(16);
/** SHA-512 in the form of Subresource Integrity. */
export const SRI = `sha512-${Buffer.from(SHA512, 'hex').toString('base64')}`;
export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** As tools write JSON that people read: indented, with a line break at the end. */
export function json(value: unknown, indent: number = 2): string {
  return `${JSON.stringify(value, null, indent)}\n`;
}
