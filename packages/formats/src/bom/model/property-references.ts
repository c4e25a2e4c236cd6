/**
 * CycloneDX before 1.3 has no properties. What decides how a scan judges a component of a document of Theriac is written
 * there as external references of the component, which it has since 1.1: `urn:theriac:origin:path`.
 */
import type { Bom, BomComponent, BomExternalReference, BomProperty } from '@theriac/core';
import { licenceWord } from './licence-word.ts';

const PREFIX = 'urn:theriac:';
const CONCLUDED = 'theriac:concluded';

/** Properties without which a component is judged otherwise. */
const DECIDING: ReadonlySet<string> = new Set([
  'theriac:root',
  'theriac:scope',
  'theriac:firstParty',
  'theriac:origin',
  'theriac:guessed',
  'theriac:minimum',
  'theriac:licence',
  'theriac:deprecated',
]);

/** The document with a reference for each deciding property, and for conclusions beside a declaration. */
export function withPropertyReferences(bom: Bom): Bom {
  return {
    ...bom,
    components: bom.components.map((component) => {
      const added = referencesOf(component);
      return added.length === 0
        ? component
        : { ...component, externalReferences: [...component.externalReferences, ...added] };
    }),
  };
}

function referencesOf({ properties, licences, externalReferences }: BomComponent): BomExternalReference[] {
  const concluded = licences.filter(({ acknowledgement }) => acknowledgement === 'concluded');
  const said = [
    ...properties.filter(({ name }) => DECIDING.has(name)),
    ...(concluded.length < licences.length ? concluded : []).map((one) => ({
      name: CONCLUDED,
      value: licenceWord(one),
    })),
  ];
  const there = new Set(externalReferences.map(({ url }) => url));
  return said
    .map(({ name, value }) => `${PREFIX}${name.slice('theriac:'.length)}:${encodeURIComponent(value)}`)
    .filter((url) => !there.has(url))
    .map((url) => ({ type: 'other', url, hashes: [] }));
}

/** What {@link withPropertyReferences} wrote. */
export function referencedProperties({
  externalReferences,
}: Pick<BomComponent, 'externalReferences'>): BomProperty[] {
  return externalReferences.flatMap(({ url }) => {
    const [, name, value] = /^urn:theriac:([A-Za-z]{1,40}):([^\s]{1,2000})$/.exec(url) ?? [];
    const property = `theriac:${name}`;
    if (value === undefined || (property !== CONCLUDED && !DECIDING.has(property))) return [];
    try {
      return [{ name: property, value: decodeURIComponent(value) }];
    } catch {
      return [];
    }
  });
}
