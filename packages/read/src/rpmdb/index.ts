/** RPM package databases: Berkeley DB, ndb and SQLite, and the package headers in them. */
export * from './berkeley.ts';
export * from './header.ts';
export * from './ndb.ts';
export * from './sqlite.ts';
export * from './sqlite-wal.ts';
