/** One detector while a scan runs, and what its area is covered by in the end. */
import type { Coverage, Detection, ExtractResult, KnownUnknown } from '@theriac/core';
import type { ScanDetector } from './list.ts';

/** One detector in this run. */
export interface Running {
  readonly detector: ScanDetector;
  readonly matched: string[];
  /** How many of them were none of its kind after all. */
  passedOver: number;
  /** Texts of the history that it was given. */
  past: number;
  /** Whether one of them was of its kind, by what it says itself, or could not be read. */
  hasClaimed: boolean;
  detection: Detection | undefined;
  failed: boolean;
  /** Why its area is covered in part only. */
  readonly reasons: string[];
  readonly unknowns: KnownUnknown[];
}

/**
 * One entry per area that has detectors.
 * @param unseen places whose files nobody saw: who searches every file has not searched those
 */
export function coverageOf(running: readonly Running[], unseen: readonly string[] = []): Coverage[] {
  const areas = Map.groupBy(running, (one) => one.detector.area);
  return [...areas].map(([area, list]): Coverage => {
    const missed = list.some(({ detector: { files } }) => files?.every !== undefined) ? unseen : [];
    const ran =
      missed.length > 0 ||
      list.some((one) => one.detection !== undefined || one.failed || one.reasons.length > 0);
    if (!ran) return { area, state: 'skipped', reasons: ['nothing of this kind was found'] };
    const reasons = [...new Set([...missed, ...list.flatMap((one) => one.reasons)])].sort();
    const state = list.some((one) => one.failed) ? 'failed' : reasons.length > 0 ? 'partial' : 'complete';
    return { area, state, reasons };
  });
}

/** Reasons for which part of a file, or all of it, was not read. */
const DAMAGE: ReadonlySet<KnownUnknown['reason']> = new Set([
  'unparseable',
  'encoding',
  'too-large',
  'too-deep',
  'unreadable',
  'merge-conflict',
  'duplicate-key',
  'unsupported-version',
]);

export function damageOf(path: string, extracted: readonly ExtractResult[]): KnownUnknown | undefined {
  return extracted
    .flatMap((result) => result.unknowns)
    .find((u) => u.losesComponents && u.location.path === path && DAMAGE.has(u.reason));
}
