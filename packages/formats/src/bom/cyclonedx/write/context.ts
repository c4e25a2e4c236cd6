/** What the parts of the writer share. */
import type { Bom } from '@theriac/core';
import { carryDocument } from '../../model/carried/index.ts';
import { pointer } from '../../model/losses.ts';
import { Carrying } from './carrying.ts';
import { hoisted } from './hoist.ts';
import type { Parts } from './parts.ts';

/** First version of what documents have. */
export const WITH = {
  externalReferences: 1,
  metadata: 2,
  compositions: 3,
  properties: 3,
  vulnerabilities: 4,
  schemaField: 4,
  annotations: 5,
  tools: 5,
  lifecycles: 5,
  manufacturer: 6,
  provides: 6,
} as const;

export class WriteContext {
  readonly bom: Bom;
  readonly parts: Parts;
  readonly encoding: 'json' | 'xml';
  readonly carrying: Carrying;
  /** Refs that something in the document points to. */
  readonly pointedTo: ReadonlySet<string>;

  constructor(bom: Bom, parts: Parts, encoding: 'json' | 'xml') {
    this.bom = bom;
    this.parts = parts;
    this.encoding = encoding;
    this.carrying = new Carrying(parts.losses, parts.rank >= WITH.properties);
    this.pointedTo = pointedTo(bom);
  }

  /** @param owner the document with only what is to be carried */
  carry(name: string, owner: Bom, path: string): void {
    this.carrying.add(carryDocument(owner, name), path);
  }

  /** Carries the items of a list one by one. */
  each(field: 'licenceTexts' | 'externalDocuments' | 'compositions' | 'lifecycles', name: string): void {
    for (const [index, item] of this.bom[field].entries()) {
      const path = pointer('', field, index);
      this.parts.foreign(item, path);
      this.carry(name, { ...this.bom, [field]: [item] }, path);
    }
  }
}

function pointedTo(bom: Bom): ReadonlySet<string> {
  const refs = new Set<string>(bom.subjects.length > 1 ? bom.subjects : []);
  for (const { from, to } of bom.relationships) {
    refs.add(from);
    for (const end of to) refs.add(end);
  }
  for (const { assemblies, dependencies, vulnerabilities } of bom.compositions)
    for (const ref of [...assemblies, ...dependencies, ...vulnerabilities]) refs.add(ref);
  for (const { affects } of bom.vulnerabilities) for (const { ref } of affects) refs.add(ref);
  const apart = hoisted(bom);
  for (const { ref, parent } of bom.components) if (parent !== undefined && apart.has(ref)) refs.add(parent);
  for (const { subjects } of bom.annotations) for (const ref of subjects) refs.add(ref);
  return refs;
}
