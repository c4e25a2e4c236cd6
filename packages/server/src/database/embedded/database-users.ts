/** Which processes use the database of a folder: a file for each, and those that died do not count. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class DatabaseUsers {
  readonly #folder: string;
  /** Uses of this process. */
  static readonly #own = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = join(folder, 'users');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  enter(): void {
    DatabaseUsers.#own.set(this.#folder, (DatabaseUsers.#own.get(this.#folder) ?? 0) + 1);
    writeFileSync(join(this.#folder, String(process.pid)), '');
  }

  leave(): void {
    const left = (DatabaseUsers.#own.get(this.#folder) ?? 1) - 1;
    DatabaseUsers.#own.set(this.#folder, left);
    if (left === 0) rmSync(join(this.#folder, String(process.pid)), { force: true });
  }

  areThere(): boolean {
    for (const name of readdirSync(this.#folder)) {
      const pid = Number(name);
      if (pid === process.pid ? (DatabaseUsers.#own.get(this.#folder) ?? 0) > 0 : isAlive(pid)) return true;
      rmSync(join(this.#folder, name), { force: true });
    }
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
