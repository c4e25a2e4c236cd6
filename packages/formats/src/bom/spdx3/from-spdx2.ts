/** Relationship types of SPDX 2 in the words of SPDX 3.0.1 (annex “Differences from previous editions”). */
interface Renamed {
  readonly type: string;
  /** True when it is distinguished from the other end. */
  readonly swap: boolean;
  readonly scope?: string;
}

const ROWS: readonly (readonly [spdx2: string, spdx3: string, way: 'same' | 'swap', scope?: string])[] = [
  ['dependencyOf', 'dependsOn', 'swap'],
  ['runtimeDependencyOf', 'dependsOn', 'swap', 'runtime'],
  ['buildDependencyOf', 'dependsOn', 'swap', 'build'],
  ['devDependencyOf', 'dependsOn', 'swap', 'development'],
  ['testDependencyOf', 'dependsOn', 'swap', 'test'],
  ['optionalDependencyOf', 'hasOptionalDependency', 'swap'],
  ['providedDependencyOf', 'hasProvidedDependency', 'swap'],
  ['optionalComponentOf', 'hasOptionalComponent', 'swap'],
  ['prerequisiteFor', 'hasPrerequisite', 'swap'],
  ['containedBy', 'contains', 'swap'],
  ['describedBy', 'describes', 'swap'],
  ['dynamicLink', 'hasDynamicLink', 'same'],
  ['staticLink', 'hasStaticLink', 'same'],
  ['buildToolOf', 'usesTool', 'swap', 'build'],
  ['devToolOf', 'usesTool', 'swap', 'development'],
  ['testToolOf', 'usesTool', 'swap', 'test'],
  ['testOf', 'hasTest', 'swap'],
  ['testCaseOf', 'hasTestCase', 'swap'],
  ['exampleOf', 'hasExample', 'swap'],
  ['documentationOf', 'hasDocumentation', 'swap'],
  ['dataFileOf', 'hasDataFile', 'swap'],
  ['metafileOf', 'hasMetadata', 'swap'],
  ['dependencyManifestOf', 'hasDependencyManifest', 'swap'],
  ['distributionArtifact', 'hasDistributionArtifact', 'same'],
  ['packageOf', 'packagedBy', 'same'],
  ['patchFor', 'patchedBy', 'swap'],
  ['patchApplied', 'patchedBy', 'swap'],
  ['variantOf', 'hasVariant', 'swap'],
  ['copyOf', 'copiedTo', 'swap'],
  ['generatedFrom', 'generates', 'swap'],
  ['expandedFromArchive', 'expandsTo', 'swap'],
  ['fileAdded', 'hasAddedFile', 'swap'],
  ['fileDeleted', 'hasDeletedFile', 'swap'],
  ['fileModified', 'modifiedBy', 'same'],
  ['amends', 'amendedBy', 'swap'],
  ['specificationFor', 'hasSpecification', 'swap'],
  ['requirementDescriptionFor', 'hasRequirement', 'swap'],
];

export const SPDX2_TO_3: ReadonlyMap<string, Renamed> = new Map(
  ROWS.map(([from, type, way, scope]) => [
    from,
    { type, swap: way === 'swap', ...(scope === undefined ? {} : { scope }) },
  ]),
);
