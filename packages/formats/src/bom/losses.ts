/** What a written document no longer says, collected while it is written. */
import type { BomLoss } from '@theriac/core';

/** Joins keys to a JSON pointer (RFC 6901); refs stand for indexes in lists whose members have them. */
export function pointer(base: string, ...keys: readonly (string | number)[]): string {
  let path = base;
  for (const key of keys) path += `/${typeof key === 'number' || !/[~/]/.test(key) ? key : escaped(key)}`;
  return path;
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

export class Losses {
  readonly #losses = new Map<string, string>();

  /** The first reason for a path counts. */
  add(path: string, why: string): void {
    if (!this.#losses.has(path)) this.#losses.set(path, why);
  }

  /** In the order in which they were met; a path below one that is lost as a whole is not told again. */
  list(): BomLoss[] {
    const paths = [...this.#losses.keys()];
    const lost = new Set(paths);
    return paths
      .filter((path) => !ancestors(path).some((above) => lost.has(above)))
      .map((path) => ({ path, why: this.#losses.get(path) ?? '' }));
  }
}

function ancestors(path: string): string[] {
  const above: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    above.push(path.slice(0, at));
  return above;
}
