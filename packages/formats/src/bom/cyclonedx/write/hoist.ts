/**
 * SPDX says with `CONTAINS` both what a product consists of and what it is delivered with. Readers of CycloneDX look
 * for components in the list of the document, and few look inside others: packages of an SPDX document are listed
 * there, each with what contains it as a property. Files stay in their package.
 */
import type { Bom, BomComponent } from '@theriac/core';

/** Refs of the components that are listed at the top although another contains them. */
export function hoisted(bom: Bom): ReadonlySet<string> {
  const fromSpdx = bom.source?.format === 'spdx';
  const subjects = new Set(bom.subjects);
  const isApart = (c: BomComponent, parent: string): boolean =>
    c.besideParent === true || (fromSpdx && (isPackage(c) || subjects.has(parent)));
  return new Set(
    bom.components.filter((c) => c.parent !== undefined && isApart(c, c.parent)).map(({ ref }) => ref),
  );
}

function isPackage({ element, kind }: BomComponent): boolean {
  return element === undefined ? kind !== 'file' && kind !== 'snippet' : element === 'package';
}
