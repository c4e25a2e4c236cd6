/** Words that SPDX 2 and the model have for the same thing. */
import { BOM_HASH_ALGORITHMS, type BomComponentKind, type BomHashAlgorithm } from '@theriac/core';
import { SPDX2_WORDS } from './grammar.ts';

export const PURPOSES: readonly (readonly [purpose: string, kind: BomComponentKind])[] = [
  ['APPLICATION', 'application'],
  ['FRAMEWORK', 'framework'],
  ['LIBRARY', 'library'],
  ['CONTAINER', 'container'],
  ['OPERATING_SYSTEM', 'operating-system'],
  ['DEVICE', 'device'],
  ['FIRMWARE', 'firmware'],
  ['SOURCE', 'source'],
  ['ARCHIVE', 'archive'],
  ['FILE', 'file'],
  ['INSTALL', 'install'],
  ['OTHER', 'other'],
];

export const ALGORITHM_OF: ReadonlyMap<string, BomHashAlgorithm> = new Map(
  BOM_HASH_ALGORITHMS.flatMap((row): [string, BomHashAlgorithm][] =>
    'spdx2' in row ? [[row.spdx2, row.id]] : [],
  ),
);

/** `referenceType` of external references that are addresses, in the words of the model. */
export const REFERENCE_TYPES: ReadonlyMap<string, string> = new Map([
  ['advisory', 'advisories'],
  ['maven-central', 'distribution'],
  ['npm', 'distribution'],
  ['nuget', 'distribution'],
  ['bower', 'distribution'],
]);

/** `DEV_DEPENDENCY_OF` ⇄ `devDependencyOf`. */
export function relationshipOfSpdx2(type: string): string {
  return FROM_SPDX2.get(type) ?? camelCase(type);
}
export function relationshipToSpdx2(type: string): string {
  return TO_SPDX2.get(type) ?? type.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function camelCase(type: string): string {
  return type.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
/** The words that there are, so that they are not spelled again for every relationship. */
const FROM_SPDX2: ReadonlyMap<string, string> = new Map(
  [...(SPDX2_WORDS.get('relationshipType')?.keys() ?? [])].map((word) => [word, camelCase(word)]),
);
const TO_SPDX2: ReadonlyMap<string, string> = new Map([...FROM_SPDX2].map(([word, type]) => [type, word]));

/**
 * Types of SPDX 3 that SPDX 2 knows by another name; `swap` when the direction is reversed.
 * See “Differences from previous editions” of SPDX 3.0.1.
 */
export const SPDX3_TO_2: ReadonlyMap<string, { readonly type: string; readonly swap: boolean }> = new Map(
  [
    ['hasDynamicLink', 'DYNAMIC_LINK', false],
    ['hasStaticLink', 'STATIC_LINK', false],
    ['hasOptionalDependency', 'OPTIONAL_DEPENDENCY_OF', true],
    ['hasProvidedDependency', 'PROVIDED_DEPENDENCY_OF', true],
    ['hasOptionalComponent', 'OPTIONAL_COMPONENT_OF', true],
    ['hasDependencyManifest', 'DEPENDENCY_MANIFEST_OF', true],
    ['hasDataFile', 'DATA_FILE_OF', true],
    ['hasDocumentation', 'DOCUMENTATION_OF', true],
    ['hasExample', 'EXAMPLE_OF', true],
    ['hasMetadata', 'METAFILE_OF', true],
    ['hasTest', 'TEST_OF', true],
    ['hasTestCase', 'TEST_CASE_OF', true],
    ['hasVariant', 'VARIANT_OF', true],
    ['hasDistributionArtifact', 'DISTRIBUTION_ARTIFACT', false],
    ['hasSpecification', 'SPECIFICATION_FOR', true],
    ['hasRequirement', 'REQUIREMENT_DESCRIPTION_FOR', true],
    ['hasAddedFile', 'FILE_ADDED', true],
    ['hasDeletedFile', 'FILE_DELETED', true],
    ['amendedBy', 'AMENDS', true],
    ['patchedBy', 'PATCH_APPLIED', true],
    ['packagedBy', 'PACKAGE_OF', false],
    ['copiedTo', 'COPY_OF', true],
    ['expandsTo', 'EXPANDED_FROM_ARCHIVE', true],
  ].map(([from, type, swap]) => [String(from), { type: String(type), swap: swap === true }] as const),
);
