/** Words that SPDX 3 and the model have for the same thing. */
import {
  BOM_HASH_ALGORITHMS,
  type BomAnalysisJustification,
  type BomComponentKind,
  type BomHashAlgorithm,
  type BomPhase,
} from '@theriac/core';
import { SPDX3_VOCABULARIES } from './model.ts';

export const FAMILY = 'spdx-3';
export const SPDX3_CONTEXT = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';
const TERMS = 'https://spdx.org/rdf/3.0.1/terms/Core/';
export const NONE_ELEMENT = `${TERMS}NoneElement`;
export const NO_ASSERTION_ELEMENT = `${TERMS}NoAssertionElement`;
const LICENCES = 'https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/';
export const NONE_LICENCE = `${LICENCES}NoneLicense`;
export const NO_ASSERTION_LICENCE = `${LICENCES}NoAssertionLicense`;

/** Individuals by any of their spellings: prefixed, or of an earlier 3.0. */
export function individual(iri: string): 'NONE' | 'NOASSERTION' | undefined {
  if (/(?:\/|#|^)(?:NoneElement|NoneLicense)$/.test(iri)) return 'NONE';
  return /(?:\/|#|^)(?:NoAssertionElement|NoAssertionLicense)$/.test(iri) ? 'NOASSERTION' : undefined;
}

const kebab = (word: string): string => word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `software_primaryPurpose` in kebab case is a kind, but for these. */
const KIND_OF: Readonly<Record<string, BomComponentKind>> = { model: 'machine-learning-model' };

export const PURPOSE_KINDS: ReadonlyMap<string, string> = new Map(
  [...(SPDX3_VOCABULARIES.get('primaryPurpose') ?? [])].map((word) => [word, KIND_OF[word] ?? kebab(word)]),
);
export const KIND_PURPOSES: ReadonlyMap<string, string> = new Map(
  [...PURPOSE_KINDS].map(([word, kind]) => [kind, word]),
);

export const ALGORITHM_OF: ReadonlyMap<string, BomHashAlgorithm> = new Map(
  BOM_HASH_ALGORITHMS.flatMap((row): [string, BomHashAlgorithm][] =>
    'spdx3' in row ? [[row.spdx3, row.id]] : [],
  ),
);

/** `externalRefType` in kebab case is the type of the model, but for these. */
const REFERENCE_OF: Readonly<Record<string, string>> = {
  securityAdvisory: 'advisories',
  sourceArtifact: 'source-distribution',
  binaryArtifact: 'distribution',
  securityPenTestReport: 'pentest-report',
  securityThreatModel: 'threat-model',
  securityAdversaryModel: 'adversary-model',
  socialMedia: 'social',
  altWebPage: 'website',
  vulnerabilityExploitabilityAssessment: 'exploitability-statement',
  vulnerabilityDisclosureReport: 'vulnerability-assertion',
  qualityAssessmentReport: 'quality-metrics',
};

export const REFERENCE_TYPES: ReadonlyMap<string, string> = new Map(
  [...(SPDX3_VOCABULARIES.get('externalRefType') ?? [])].map((word) => [
    word,
    REFERENCE_OF[word] ?? kebab(word),
  ]),
);
export const SPDX3_REFERENCES: ReadonlyMap<string, string> = new Map(
  [...REFERENCE_TYPES].map(([word, type]) => [type, word]),
);

/** CISA's types of SBOM as phases of life; the first of two is the one that is written. */
export const SBOM_TYPES: readonly (readonly [type: string, phase: BomPhase])[] = [
  ['design', 'design'],
  ['source', 'pre-build'],
  ['build', 'build'],
  ['analyzed', 'post-build'],
  ['deployed', 'operations'],
  ['runtime', 'operations'],
];

export const JUSTIFICATIONS: readonly (readonly [spdx3: string, justification: BomAnalysisJustification])[] =
  [
    ['componentNotPresent', 'code_not_present'],
    ['vulnerableCodeNotPresent', 'code_not_present'],
    ['vulnerableCodeNotInExecutePath', 'code_not_reachable'],
    ['vulnerableCodeCannotBeControlledByAdversary', 'requires_environment'],
    ['inlineMitigationsAlreadyExist', 'protected_by_mitigating_control'],
  ];
