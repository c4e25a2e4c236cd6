/** The versions of CycloneDX, oldest first. */
export const CYCLONEDX_VERSIONS = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'] as const;
export type CycloneDxVersion = (typeof CYCLONEDX_VERSIONS)[number];

const NUMBERS: ReadonlyMap<string, number> = new Map(CYCLONEDX_VERSIONS.map((v, rank) => [v, rank]));

/** Position in {@link CYCLONEDX_VERSIONS}; later is greater; -1 for anything that is not a version. */
export function versionRank(version: string): number {
  return NUMBERS.get(version) ?? -1;
}

export const NEWEST_RANK = CYCLONEDX_VERSIONS.length - 1;

/** The version of a rank. */
export function versionOf(rank: number): CycloneDxVersion {
  return CYCLONEDX_VERSIONS[rank] ?? '1.7';
}

/** First and last version, as ranks. */
export interface Span {
  readonly since: number;
  readonly until: number;
}

export const within = (span: Span, rank: number): boolean => rank >= span.since && rank <= span.until;
