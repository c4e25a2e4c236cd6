/** Images that a daemon on this machine keeps. */
export { type DaemonOptions, fetchFromDaemon } from './fetch-from-daemon.ts';
export type { Spooled } from './spool.ts';
