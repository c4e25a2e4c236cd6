/** What services need besides the database; made once for each process. */

export interface Services {
  readonly version: string;
  readonly isReady: () => Promise<boolean>;
  readonly isStopping: () => boolean;
}
