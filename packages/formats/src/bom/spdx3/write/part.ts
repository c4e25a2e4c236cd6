/** What one part of the writer adds to the document. Parts are independent: none reads what another wrote. */
import type { Bom, BomProperty } from '@theriac/core';
import type { JsonMap } from '../../document/json-fields.ts';
import { carryDocument } from '../../model/carried/index.ts';
import { ForeignRests } from '../../model/foreign.ts';
import { Losses } from '../../model/losses.ts';
import { FAMILY } from '../words.ts';

interface PartElement {
  readonly element: JsonMap;
  /** Elements with the same content are written once in the document, whichever parts need them. */
  readonly content?: string;
}

export class Part {
  readonly elements: PartElement[] = [];
  /** Properties of the document that carry what SPDX 3 has no field for. */
  readonly properties: BomProperty[] = [];
  /** Kept elements that no longer say what the model says. */
  readonly outdated = new Set<JsonMap>();
  readonly losses = new Losses();
  readonly foreign = new ForeignRests(FAMILY, 'SPDX 3', this.losses);

  add(element: JsonMap): void {
    this.elements.push({ element });
  }

  share(content: string, element: JsonMap): void {
    this.elements.push({ element, content });
  }

  /** @param owner the document with only what is to be carried */
  carry(name: string, owner: Bom): void {
    for (const one of carryDocument(owner, name)) this.properties.push(one);
  }
}

/** The elements of the parts, in their order, each content once. */
export function elementsOf(parts: readonly Part[]): JsonMap[] {
  const contents = new Set<string>();
  return parts
    .flatMap((part) => part.elements)
    .filter(({ content }) => {
      if (content === undefined) return true;
      const isFirst = !contents.has(content);
      contents.add(content);
      return isFirst;
    })
    .map(({ element }) => element);
}
