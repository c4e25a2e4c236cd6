/** What services need besides the database; made once for each process. */
import type { Blobs } from './blobs/blobs.ts';
import type { Sealer } from './identity/sealer.ts';

export interface Services {
  readonly version: string;
  /** As browsers reach it: `https://theriac.example.org` */
  readonly publicUrl: () => string;
  readonly sealer: Sealer;
  /** Where ranges of breached passwords are asked for; absent: nothing is asked. */
  readonly breachList: string | undefined;
  readonly blobs: Blobs;
  readonly isReady: () => Promise<boolean>;
  readonly isStopping: () => boolean;
}
