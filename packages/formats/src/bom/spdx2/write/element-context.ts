/** What a component is written with, and what comes of it. */
import type { BomProperty } from '@theriac/core';
import type { MutableJson } from '../../document/json-fields.ts';
import type { ForeignRests } from '../../model/foreign.ts';
import type { Losses } from '../../model/losses.ts';
import type { Spdx2Version } from '../grammar.ts';
import type { SpdxIds } from '../ids.ts';
import type { Spdx2Mark } from './fit.ts';

export interface ElementContext {
  readonly version: Spdx2Version;
  readonly ids: SpdxIds;
  readonly losses: Losses;
  readonly foreign: ForeignRests;
  readonly marks: Map<object, Spdx2Mark>;
  /** Licences that are on no list, by id, for the document to explain. */
  readonly licenceTexts: Map<string, string>;
  /** Ids that the document explains already. */
  readonly explained: ReadonlySet<string>;
  /** Ids of other documents that are declared. */
  readonly declared: ReadonlySet<unknown>;
  /** Whether an id is that of a file, of the document or of a declared one. */
  readonly isFile: (id: string) => boolean;
}

export interface WrittenElement {
  readonly list: 'packages' | 'files' | 'snippets';
  readonly object: MutableJson;
  /** To be said in annotations of the element. */
  readonly properties: readonly BomProperty[];
}
