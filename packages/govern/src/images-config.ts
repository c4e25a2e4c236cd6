/** The `images:` section of `theriac.yaml`: which base images are approved, and what images may hold. */

/** A base image that the organisation approved. */
export interface ApprovedBase {
  /** `example.org/base/debian:12` */
  readonly name: string;
  /** Of its manifest, for each platform its own. */
  readonly digests: readonly string[];
  /** Digests of its unpacked layers, from the bottom: what is recognised even where no label names the base. */
  readonly layers: readonly string[];
  /** Where it is (`theriac.yaml:3`). */
  readonly source: string;
}

/** Groups of programs that an image to be run should not hold. */
export const RUNTIME_EXTRAS = [
  'shell',
  'package-manager',
  'compiler',
  'download',
  'debugger',
  'remote-access',
  'version-control',
] as const;
export type RuntimeExtra = (typeof RUNTIME_EXTRAS)[number];

export interface ImagesConfig {
  /** Empty: any base will do. */
  readonly approved: readonly ApprovedBase[];
  /** What images may hold all the same. */
  readonly allow: readonly RuntimeExtra[];
  /** Files that may run with the rights of their owner or group, by path. */
  readonly allowSetId: readonly string[];
}

export const DEFAULT_IMAGES: ImagesConfig = { approved: [], allow: [], allowSetId: [] };
