/** Values of names, each computed once. */
import type { ConfigValue, Place } from '@theriac/core/configuration';
import { open } from './symbols.ts';

export class Once {
  readonly #known = new Map<string, ConfigValue>();
  readonly #open = new Set<string>();

  /** @param key of the name, apart from those of other kinds */
  value(key: string, at: Place, make: () => ConfigValue): ConfigValue {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    // One that names itself is refused when it is compiled or deployed.
    if (this.#open.has(key)) return open('it is defined by itself', at, `(circle ${key})`);
    this.#open.add(key);
    const value = make();
    this.#open.delete(key);
    this.#known.set(key, value);
    return value;
  }
}
