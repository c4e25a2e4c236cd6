/** Texts of `LicenseRef-…` that are not among the kept elements. */
import type { BomLicenceText } from '@theriac/core';
import { optional } from '../../document/json-fields.ts';
import { encodePart } from '../../model/model-json.ts';
import { licenceTextOf } from '../read/document.ts';
import { Part } from './part.ts';
import type { Spdx3Context } from './source.ts';

export function licenceTextsPart({ bom, ids, kept, creation }: Spdx3Context): Part {
  const part = new Part();
  const there = new Set(kept.flatMap((element) => licenceTextOf(element).map(encodePart)));
  const taken = new Set<string>();
  for (const licence of bom.licenceTexts) {
    if (there.has(encodePart(licence))) continue;
    const isSecond = taken.has(licence.id);
    taken.add(licence.id);
    if (isSecond || !survives(licence))
      part.carry('theriac:bom:licenceText', { ...bom, licenceTexts: [licence] });
    if (isSecond || /[\s<>"{}|\\^`#/]/.test(licence.id)) continue;
    part.add({
      type: 'simplelicensing_SimpleLicensingText',
      spdxId: `${ids.document}#${licence.id}`,
      creationInfo: creation,
      ...optional('name', licence.name),
      ...optional('comment', licence.comment),
      simplelicensing_licenseText: licence.text,
    });
  }
  return part;
}

/** Whether an element of SPDX 3 can say all of it. */
function survives({ id, seeAlso, text }: BomLicenceText): boolean {
  return !/[\s<>"{}|\\^`/]/.test(id) && seeAlso.length === 0 && text !== '';
}
