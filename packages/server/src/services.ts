/** What services need besides the database; made once for each process. */
import type { Blobs } from './blobs/blobs.ts';
import type { Sealer } from './identity/sealer.ts';

export interface Services {
  readonly version: string;
  /** As browsers reach it: `https://theriac.example.org` */
  readonly publicUrl: () => string;
  readonly sealer: Sealer;
  readonly blobs: Blobs;
  readonly isReady: () => Promise<boolean>;
  readonly isStopping: () => boolean;
}
