/** graphile-worker writes payloads into its log; the server writes its own. */
import { Logger } from 'graphile-worker';

export const QUIET = new Logger(() => () => undefined);
