/**
 * The closed vocabularies of bills of materials. Each row says what a word is called in each family of formats; a
 * word that a family does not have is absent there.
 */

/** CycloneDX 1.7 `metadata.lifecycles[].phase`; SPDX 3 has types of SBOM instead (CISA, "Types of SBOM"). */
export const BOM_PHASES = [
  'design',
  'pre-build',
  'build',
  'post-build',
  'operations',
  'discovery',
  'decommission',
] as const;
export type BomPhase = (typeof BOM_PHASES)[number];

/** What a component is: the words of CycloneDX first, then those that only SPDX has. */
export const BOM_COMPONENT_KINDS = [
  'application',
  'framework',
  'library',
  'container',
  'platform',
  'operating-system',
  'device',
  'device-driver',
  'firmware',
  'file',
  'machine-learning-model',
  'data',
  'cryptographic-asset',
  'archive',
  'bom',
  'configuration',
  'disk-image',
  'documentation',
  'evidence',
  'executable',
  'filesystem-image',
  'install',
  'manifest',
  'module',
  'patch',
  'requirement',
  'snippet',
  'source',
  'specification',
  'test',
  'other',
  /** The document does not say. */
  'unknown',
] as const;
export type BomComponentKind = (typeof BOM_COMPONENT_KINDS)[number];

interface HashRow {
  /** As CycloneDX spells it; our own id where CycloneDX has none. */
  readonly id: string;
  /** Characters of the value in hexadecimal; null where it varies. */
  readonly hexLength: number | null;
  /** First CycloneDX version that has it. */
  readonly cyclonedx?: string;
  readonly spdx2?: string;
  readonly spdx3?: string;
}

/** Hash algorithms of CycloneDX 1.7, SPDX 2.3 and SPDX 3.0.1. */
export const BOM_HASH_ALGORITHMS = [
  { id: 'MD5', hexLength: 32, cyclonedx: '1.0', spdx2: 'MD5', spdx3: 'md5' },
  { id: 'SHA-1', hexLength: 40, cyclonedx: '1.0', spdx2: 'SHA1', spdx3: 'sha1' },
  { id: 'SHA-224', hexLength: 56, spdx2: 'SHA224', spdx3: 'sha224' },
  { id: 'SHA-256', hexLength: 64, cyclonedx: '1.0', spdx2: 'SHA256', spdx3: 'sha256' },
  { id: 'SHA-384', hexLength: 96, cyclonedx: '1.0', spdx2: 'SHA384', spdx3: 'sha384' },
  { id: 'SHA-512', hexLength: 128, cyclonedx: '1.0', spdx2: 'SHA512', spdx3: 'sha512' },
  { id: 'SHA3-224', hexLength: 56, spdx3: 'sha3_224' },
  { id: 'SHA3-256', hexLength: 64, cyclonedx: '1.0', spdx2: 'SHA3-256', spdx3: 'sha3_256' },
  { id: 'SHA3-384', hexLength: 96, cyclonedx: '1.2', spdx2: 'SHA3-384', spdx3: 'sha3_384' },
  { id: 'SHA3-512', hexLength: 128, cyclonedx: '1.0', spdx2: 'SHA3-512', spdx3: 'sha3_512' },
  { id: 'BLAKE2b-256', hexLength: 64, cyclonedx: '1.2', spdx2: 'BLAKE2b-256', spdx3: 'blake2b256' },
  { id: 'BLAKE2b-384', hexLength: 96, cyclonedx: '1.2', spdx2: 'BLAKE2b-384', spdx3: 'blake2b384' },
  { id: 'BLAKE2b-512', hexLength: 128, cyclonedx: '1.2', spdx2: 'BLAKE2b-512', spdx3: 'blake2b512' },
  { id: 'BLAKE3', hexLength: null, cyclonedx: '1.2', spdx2: 'BLAKE3', spdx3: 'blake3' },
  { id: 'Streebog-256', hexLength: 64, cyclonedx: '1.7' },
  { id: 'Streebog-512', hexLength: 128, cyclonedx: '1.7' },
  { id: 'MD2', hexLength: 32, spdx2: 'MD2', spdx3: 'md2' },
  { id: 'MD4', hexLength: 32, spdx2: 'MD4', spdx3: 'md4' },
  { id: 'MD6', hexLength: null, spdx2: 'MD6', spdx3: 'md6' },
  { id: 'ADLER32', hexLength: 8, spdx2: 'ADLER32', spdx3: 'adler32' },
  { id: 'CRYSTALS-Kyber', hexLength: null, spdx3: 'crystalsKyber' },
  { id: 'CRYSTALS-Dilithium', hexLength: null, spdx3: 'crystalsDilithium' },
  { id: 'Falcon', hexLength: null, spdx3: 'falcon' },
  { id: 'other', hexLength: null, spdx3: 'other' },
] as const satisfies readonly HashRow[];
export type BomHashAlgorithm = (typeof BOM_HASH_ALGORITHMS)[number]['id'];

/** Row of an algorithm. */
export function bomHashRow(id: BomHashAlgorithm): HashRow {
  return HASH_ROWS.get(id) ?? { id, hexLength: null };
}
const HASH_ROWS: ReadonlyMap<string, HashRow> = new Map(BOM_HASH_ALGORITHMS.map((row) => [row.id, row]));

/** Level of support: the words of SPDX 3.0.1 `SupportType`. */
export const BOM_SUPPORT_LEVELS = [
  /** In active development, no support yet. */
  'development',
  'support',
  /** Deployed; support is given as part of the deployment. */
  'deployed',
  'limitedSupport',
  'endOfSupport',
  'noSupport',
  'noAssertion',
] as const;
export type BomSupportLevel = (typeof BOM_SUPPORT_LEVELS)[number];

/** How complete a list is: the words of CycloneDX 1.7 `compositions[].aggregate`. */
export const BOM_AGGREGATES = [
  'complete',
  'incomplete',
  'incomplete_first_party_only',
  'incomplete_first_party_proprietary_only',
  'incomplete_first_party_opensource_only',
  'incomplete_third_party_only',
  'incomplete_third_party_proprietary_only',
  'incomplete_third_party_opensource_only',
  'unknown',
  'not_specified',
] as const;
export type BomAggregate = (typeof BOM_AGGREGATES)[number];

/** VEX analysis in the words of CycloneDX 1.7 `vulnerabilities[].analysis`. */
export const BOM_ANALYSIS_STATES = [
  'resolved',
  'resolved_with_pedigree',
  'exploitable',
  'in_triage',
  'false_positive',
  'not_affected',
] as const;
export type BomAnalysisState = (typeof BOM_ANALYSIS_STATES)[number];

export const BOM_ANALYSIS_JUSTIFICATIONS = [
  'code_not_present',
  'code_not_reachable',
  'requires_configuration',
  'requires_dependency',
  'requires_environment',
  'protected_by_compiler',
  'protected_at_runtime',
  'protected_at_perimeter',
  'protected_by_mitigating_control',
] as const;
export type BomAnalysisJustification = (typeof BOM_ANALYSIS_JUSTIFICATIONS)[number];

export const BOM_ANALYSIS_RESPONSES = [
  'can_not_fix',
  'will_not_fix',
  'update',
  'rollback',
  'workaround_available',
] as const;
export type BomAnalysisResponse = (typeof BOM_ANALYSIS_RESPONSES)[number];
