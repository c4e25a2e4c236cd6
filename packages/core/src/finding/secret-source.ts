/** How secrets reach a system: written down, or taken from somewhere when it starts. */
import type { Location } from '../inventory/component.ts';

/**
 * From the worst to the best:
 * - `literal`: they stand in files of the target
 * - `environment`: variables of the process, which what it starts and what it reports can show
 * - `file`: files that the platform mounts
 * - `vault`: references to a store of secrets or to a key service, and values that such a key has encrypted
 */
export const SECRET_SOURCES = ['literal', 'environment', 'file', 'vault'] as const;

/** One form in which the target names secrets, and how often. */
export interface SecretSourceUse {
  readonly source: (typeof SECRET_SOURCES)[number];
  /** What people call it: `process.env`, `secretKeyRef of Kubernetes`. */
  readonly form: string;
  readonly count: number;
  /** The first of them, in the order of paths. */
  readonly places: readonly Location[];
}
