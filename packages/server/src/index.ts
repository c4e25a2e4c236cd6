/** The server, for the command that starts it. */
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';
