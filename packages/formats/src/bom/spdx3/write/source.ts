/** What all parts of the writer start from. Nothing in it changes while a document is written. */
import type { Bom, JsonValue } from '@theriac/core';
import { isList, isMap, type JsonMap, restOf } from '../../document/json-fields.ts';
import { Spdx3Ids } from '../ids.ts';
import { Graph, typeOf } from '../read/graph.ts';
import { FAMILY } from '../words.ts';

export interface Spdx3Source {
  readonly bom: Bom;
  readonly ids: Spdx3Ids;
  /** What only SPDX 3 says of the document. */
  readonly rest: JsonMap;
  /** Whether the document was read from SPDX 3. */
  readonly wasSpdx3: boolean;
  /** Elements of the document that was read, whose content the model says as well. */
  readonly kept: readonly JsonMap[];
  readonly graph: Graph;
  /** The `SpdxDocument` among them. */
  readonly document: JsonMap | undefined;
}

/** The source with the `creationInfo` of new elements. */
export interface Spdx3Context extends Spdx3Source {
  readonly creation: JsonValue;
}

export function sourceOf(bom: Bom): Spdx3Source {
  const rest = restOf(bom, FAMILY);
  const kept = isList(rest.known) ? rest.known.filter(isMap) : [];
  return {
    bom,
    ids: new Spdx3Ids(bom),
    rest,
    wasSpdx3: Object.keys(rest).length > 0,
    kept,
    graph: new Graph(kept),
    document: kept.find((element) => typeOf(element) === 'SpdxDocument'),
  };
}
