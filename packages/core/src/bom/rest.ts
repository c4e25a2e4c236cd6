/** What only one family of formats says. It travels along and is written back to that family, word for word. */

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type BomRestFormat = 'cyclonedx' | 'spdx-2' | 'spdx-3';

export interface BomRest {
  readonly format: BomRestFormat;
  /** Fields of the format's own object that have no place in the model, in the format's JSON form. */
  readonly fields: { readonly [key: string]: JsonValue };
}
