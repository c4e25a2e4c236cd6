/** Who runs PostgreSQL where the server was started as root: it refuses to run as root. */
import { chownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { TheriacError } from '@theriac/core';

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The first of these that the machine has. */
const CANDIDATES = ['theriac', 'postgres', 'nobody'];

/** @returns undefined where the process is not root, and runs PostgreSQL as itself */
export function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  for (const name of CANDIDATES) {
    const found = users.find((user) => user.name === name && user.uid > 0);
    if (found !== undefined) return found;
  }
  throw new TheriacError(
    'THERIAC_SERVER_DATA',
    `PostgreSQL does not run as root, and the machine has no user ${CANDIDATES.join(', ')}`,
  );
}

/** Gives a folder and all that is in it to a user. */
export function give(folder: string, { uid, gid }: User): void {
  chownSync(folder, uid, gid);
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry);
    if (!lstatSync(path).isSymbolicLink()) chownSync(path, uid, gid);
  }
}

/** @throws TheriacError where the user cannot come to the folder, because one above it is closed */
export function checkReachable(folder: string, { name, uid, gid }: User): void {
  for (let above = dirname(resolve(folder)); above !== dirname(above); above = dirname(above)) {
    const { mode, uid: owner, gid: group } = statSync(above);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0)
      throw new TheriacError(
        'THERIAC_SERVER_DATA',
        `the user ${name}, who runs PostgreSQL, cannot enter ${above}`,
      );
  }
}
