/** The server, for the command that starts it. */
export { destroyKeys } from './operator/destroy-keys.ts';
export { rotateKey } from './operator/rotate-key.ts';
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';
