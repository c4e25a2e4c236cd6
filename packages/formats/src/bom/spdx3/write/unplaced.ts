/** What SPDX 3 has no field for in a document: carried or lost. */
import { pointer } from '../../model/losses.ts';
import { Part } from './part.ts';
import type { Spdx3Source } from './source.ts';

/** Lists whose items may have rests of other formats. */
const LISTS = [
  'lifecycles',
  'compositions',
  'externalReferences',
  'annotations',
  'tools',
  'properties',
  'dataLicences',
  'licenceTexts',
  'externalDocuments',
] as const;

export function unplacedPart({ bom, ids }: Spdx3Source): Part {
  const part = new Part();
  part.foreign.of(bom, '');
  for (const field of ['supplier', 'manufacturer'] as const) {
    part.carry(`theriac:bom:${field}`, bom);
    part.foreign.party(bom[field], pointer('', field));
  }
  for (const name of ['version', 'composition', 'externalReference']) part.carry(`theriac:bom:${name}`, bom);
  if (bom.id !== undefined && bom.id !== ids.document) part.carry('theriac:bom:id', bom);
  for (const field of LISTS) part.foreign.each(bom[field], pointer('', field));
  part.foreign.parties(bom.authors, '/authors');
  return part;
}
