/** Images that a daemon on this machine keeps. */
export { fetchFromDaemon } from './fetch-from-daemon.ts';
