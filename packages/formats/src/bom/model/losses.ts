/** What a written document no longer says, collected while it is written. */
import type { BomLoss, BomRest, JsonValue } from '@theriac/core';

/** Joins keys to a JSON pointer (RFC 6901); refs represent indexes in lists whose members have them. */
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

  addAll(others: Losses): void {
    for (const [path, why] of others.#losses) this.add(path, why);
  }

  /** In the order in which they were met; a path below one that is lost as a whole is not reported again. */
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

/** Keys of a rest that only repeat what the model says, or how the format spelled it. */
const SPELLING: ReadonlySet<string> = new Set([
  '$schema',
  '@context',
  'documentDescribes',
  'externalRefType',
  'form',
  'hasFiles',
  'known',
  'spdxId',
  'creationInfo',
]);

/** What another format cannot take over from a rest: everything that says something. */
export function foreignKeys({ fields }: BomRest): string[] {
  return Object.keys(fields).filter((key) => !SPELLING.has(key) && !saysNothing(fields[key]));
}

/** `NOASSERTION`, and lists and objects with nothing in them. */
function saysNothing(value: JsonValue | undefined): boolean {
  if (value === 'NOASSERTION') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
