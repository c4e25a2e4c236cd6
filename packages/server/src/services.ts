/** What services need besides the database; made once for each process. */
import type { KeyObject } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Blobs } from './blobs/blobs.ts';
import type { Sealer } from './identity/sealer.ts';
import type { DataKeys } from './keys/data-keys.ts';

export interface Services {
  readonly version: string;
  /** As browsers reach it: `https://theriac.example.org` */
  readonly publicUrl: () => string;
  readonly sealer: Sealer;
  /** Where ranges of breached passwords are asked for; absent: nothing is asked. */
  readonly breachList: string | undefined;
  readonly blobs: Blobs;
  readonly dataKeys: DataKeys;
  /** Signs checkpoints of the audit trail. */
  readonly auditKey: KeyObject;
  /** The first events of an organisation with their checkpoints; read after the transaction of the request. */
  readonly auditBundle: (asked: {
    readonly org: string;
    readonly size: number;
    readonly now: Date;
  }) => Readable;
  readonly isReady: () => Promise<boolean>;
  readonly isStopping: () => boolean;
}
