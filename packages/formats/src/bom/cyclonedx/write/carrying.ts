/** Properties that carry what the version has no field for; where there are no properties either, it is lost. */
import type { BomProperty } from '@theriac/core';
import type { JsonMap } from '../../document/json-fields.ts';
import type { Losses } from '../../model/losses.ts';

export class Carrying {
  readonly #losses: Losses;
  readonly #allowed: boolean;
  readonly #properties: JsonMap[] = [];

  /** @param allowed whether the version has properties there */
  constructor(losses: Losses, allowed: boolean) {
    this.#losses = losses;
    this.#allowed = allowed;
  }

  add(properties: readonly BomProperty[], path: string): void {
    if (properties.length === 0) return;
    if (!this.#allowed)
      this.#losses.add(path, 'CycloneDX has no field for it, and this version no properties');
    else for (const { name, value } of properties) this.#properties.push({ name, value });
  }

  properties(): readonly JsonMap[] {
    return this.#properties;
  }
}
