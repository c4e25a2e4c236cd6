/** What services need besides the database; made once for each process. */
import type { Blobs } from './blobs/blobs.ts';

export interface Services {
  readonly version: string;
  readonly blobs: Blobs;
  readonly isReady: () => Promise<boolean>;
  readonly isStopping: () => boolean;
}
