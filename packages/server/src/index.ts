/** The server, for the command that starts it. */
export { restoreBackup } from './operator/backup/restore-backup.ts';
export { verifyBackup } from './operator/backup/verify-backup.ts';
export { writeBackup } from './operator/backup/write-backup.ts';
export { destroyKeys } from './operator/destroy-keys.ts';
export { rotateKey } from './operator/rotate-key.ts';
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';
