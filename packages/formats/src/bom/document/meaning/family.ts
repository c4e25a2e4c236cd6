import type { JsonValue } from '@theriac/core';
import type { JsonMap } from '../json-fields.ts';

/** What differs between the families: where ids, references and hashes are. */
export interface Meaning {
  /** Whether the specification demands what is checked here, so that breaking it is an error. */
  readonly demanded: boolean;
  /** Fields that hold the id of the object. */
  readonly ids: readonly string[];
  /** References by the field of an object that holds them. */
  readonly references: (
    object: JsonMap,
  ) => readonly { readonly field: string; readonly to: readonly JsonValue[] }[];
  /** References that lead outside on purpose. */
  readonly isElsewhere: (ref: string) => boolean;
  readonly purls: (object: JsonMap) => readonly [field: string, purl: string][];
  readonly cpes: (object: JsonMap) => readonly [field: string, cpe: string][];
  /** Algorithm as the format writes it, with the value. */
  readonly hash: (object: JsonMap) => { readonly algorithm: string; readonly value: string } | null;
  readonly licences: (object: JsonMap) => readonly [field: string, expression: string][];
  /** Licence references that the document explains, where it has to. */
  readonly explains?: (object: JsonMap) => string | undefined;
  /** What contains what: child to parent. */
  readonly contains: (object: JsonMap) => readonly (readonly [parent: string, child: string])[];
}
