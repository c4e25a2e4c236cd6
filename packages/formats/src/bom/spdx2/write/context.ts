/** What the parts of the writer share. */
import { type Bom, type BomComponent, type BomProperty, bomComponentsByRef } from '@theriac/core';
import type { MutableJson } from '../../document/json-fields.ts';
import { carryDocument } from '../../model/carried/index.ts';
import { momentOf, NO_DATE } from '../../model/dates.ts';
import { ForeignRests } from '../../model/foreign.ts';
import { Losses } from '../../model/losses.ts';
import { SPDX2_SCALARS, type Spdx2Version } from '../grammar.ts';
import { SpdxIds } from '../ids.ts';
import { FAMILY } from '../party.ts';
import type { Spdx2Mark } from './fit.ts';

export class WriteContext {
  readonly bom: Bom;
  readonly version: Spdx2Version;
  readonly losses = new Losses();
  readonly foreign = new ForeignRests(FAMILY, 'SPDX 2', this.losses);
  readonly marks = new Map<object, Spdx2Mark>();
  readonly ids: SpdxIds;
  readonly byRef: ReadonlyMap<string, BomComponent>;
  /** Of the document, as SPDX 2 writes dates. */
  readonly date: string;
  /** Properties of the document that carry what SPDX 2 has no field for. */
  readonly properties: BomProperty[] = [];
  /** Packages, files and snippets that are written, by ref. */
  readonly elements = new Map<string, MutableJson>();

  /** @param now for a document that does not say when it was made */
  constructor(bom: Bom, version: Spdx2Version, now = NO_DATE) {
    this.bom = bom;
    this.version = version;
    this.ids = new SpdxIds(bom);
    this.byRef = bomComponentsByRef(bom);
    const moment = bom.created === undefined ? undefined : momentOf(bom.created);
    this.date =
      moment !== undefined && SPDX2_SCALARS.get('dateTime')?.form.test(moment) === true ? moment : now;
  }

  /** @param owner the document with only what is to be carried */
  carry(name: string, owner: Bom = this.bom): void {
    for (const one of carryDocument(owner, name)) this.properties.push(one);
  }
}
