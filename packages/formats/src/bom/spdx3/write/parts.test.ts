import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryBom } from '../../../testdata/arbitrary-bom.ts';
import { annotationsPart } from './annotations.ts';
import { componentsPart } from './components.ts';
import { creationOf } from './creation.ts';
import { licenceTextsPart } from './licence-texts.ts';
import type { Part } from './part.ts';
import { relationshipsPart } from './relationships.ts';
import { sourceOf } from './source.ts';
import { unplacedPart } from './unplaced.ts';
import { vulnerabilitiesPart } from './vulnerabilities.ts';

const PARTS = [
  unplacedPart,
  componentsPart,
  relationshipsPart,
  annotationsPart,
  vulnerabilitiesPart,
  licenceTextsPart,
];

const said = ({ elements, properties, losses }: Part): string =>
  JSON.stringify([elements, properties, losses.list()]);

test('the parts of a document are the same in whatever order they are written', () => {
  fc.assert(
    fc.property(arbitraryBom, (bom) => {
      const source = sourceOf(bom);
      const context = { ...source, creation: creationOf(source).reference };
      const forwards = PARTS.map((part) => said(part(context)));
      const backwards = PARTS.toReversed().map((part) => said(part(context)));
      expect(backwards.toReversed()).toEqual(forwards);
    }),
    { numRuns: 50 },
  );
});
