/**
 * What a format has no field for travels as properties (CycloneDX), annotations (SPDX 2) or CycloneDX properties in
 * an extension (SPDX 3), under the names of this table, and comes back into its field when the document is read.
 * `docs/reference/sbom-formats.md` lists them.
 *
 * Names of public taxonomies where there are any: `cdx:lifecycle:milestone:*` of CycloneDX, `bsi:component:*` of
 * BSI TR-03183-2.
 */
import type { Bom, BomComponent, BomProperty } from '@theriac/core';
import type { Carrier } from './carrier.ts';
import { COMPONENT_CARRIERS } from './component.ts';
import { DOCUMENT_CARRIERS } from './document.ts';

const COMPONENT_NAMES = new Map(COMPONENT_CARRIERS.map((carrier) => [carrier.name, carrier]));
const DOCUMENT_NAMES = new Map(DOCUMENT_CARRIERS.map((carrier) => [carrier.name, carrier]));

/** The properties that carry a field of a component; none when it is not set. */
export function carryComponent(component: BomComponent, name: string): readonly BomProperty[] {
  return carried(component, COMPONENT_NAMES.get(name));
}

export function carryDocument(bom: Bom, name: string): readonly BomProperty[] {
  return carried(bom, DOCUMENT_NAMES.get(name));
}

const NOTHING: readonly BomProperty[] = [];

function carried<Owner>(owner: Owner, carrier: Carrier<Owner> | undefined): readonly BomProperty[] {
  const values = carrier?.give(owner) ?? [];
  return carrier === undefined || values.length === 0
    ? NOTHING
    : values.map((value) => ({ name: carrier.name, value }));
}

/** Where in a component the field of a property is. */
export function carriedField(name: string): string {
  return COMPONENT_NAMES.get(name)?.field ?? name;
}

/** A component whose carried properties are fields again. */
export function restoreCarried(component: BomComponent): BomComponent {
  return restore(component, COMPONENT_CARRIERS, COMPONENT_NAMES);
}

export function restoreCarriedDocument(bom: Bom): Bom {
  return restore(bom, DOCUMENT_CARRIERS, DOCUMENT_NAMES);
}

function restore<Owner extends { readonly properties: readonly BomProperty[] }>(
  owner: Owner,
  carriers: readonly Carrier<Owner>[],
  names: ReadonlyMap<string, Carrier<Owner>>,
): Owner {
  if (!owner.properties.some((property) => names.has(property.name))) return owner;
  let result = owner;
  const done = new Set<string>();
  for (const { name, restore: back } of carriers) {
    const found = owner.properties.filter((property) => property.name === name);
    if (found.length === 0 || found.some((property) => property.rest !== undefined)) continue;
    const restored = back(
      result,
      found.map((property) => property.value),
    );
    if (restored === null) continue;
    result = restored;
    done.add(name);
  }
  if (done.size === 0) return owner;
  return { ...result, properties: owner.properties.filter((property) => !done.has(property.name)) };
}
