/**
 * CycloneDX before 1.3 has neither compositions nor properties: a document that is known not to be whole says so in an
 * external reference of the document, which it has since 1.1.
 */
import type { Bom, BomExternalReference } from '@theriac/core';

const URL = 'urn:theriac:incomplete';

/** The reference; undefined where the list is not known to lack anything, or where the document has it already. */
export function incompleteReference(bom: Bom): BomExternalReference | undefined {
  const said = bom.properties.find(({ name }) => name === 'theriac:coverage:inventory')?.value;
  const lacks =
    said === undefined
      ? bom.compositions.some(({ aggregate, vulnerabilities, assemblies, dependencies }) => {
          const ofParts = assemblies.length + dependencies.length > 0 || vulnerabilities.length === 0;
          return ofParts && aggregate.startsWith('incomplete');
        })
      : said !== 'complete';
  const uncarried = bom.properties.some(({ name }) => name === 'theriac:uncarried');
  if ((!lacks && !uncarried) || saysIncomplete(bom)) return undefined;
  return {
    type: 'other',
    url: URL,
    comment: lacks ? 'Components may be missing.' : 'Not everything that was found could be written.',
    hashes: [],
  };
}

export function saysIncomplete({ externalReferences }: Bom): boolean {
  return externalReferences.some(({ url }) => url === URL);
}
