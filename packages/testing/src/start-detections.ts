/** Detectors made on the spot, and a run of them over files in memory: for the tests of the runner itself. */
import type { Defect, Detection, DetectResult, RunContext } from '@theriac/core';
import { type Config, DEFAULT_CONFIG } from '@theriac/govern';
import { Detections, type ScanDetector } from '@theriac/scan/plugins';
import { MemoryTree } from '@theriac/scan/target';
import { EMPTY_INVENTORY } from './detect-in-memory.ts';

type WalkedFile = Parameters<Detections['inspect']>[0];
type Conclusion = Parameters<Detections['conclude']>[0];

export const RUN: RunContext<Config> = {
  systems: [],
  config: DEFAULT_CONFIG,
  asOf: '2026-01-02',
  extractors: [],
};
export const END: Conclusion = { inventory: EMPTY_INVENTORY, endOfLife: undefined, registry: undefined };
const NOTHING: DetectResult = { findings: [] };

export function detector(detection: Partial<Detection>, over: Partial<ScanDetector> = {}): ScanDetector {
  return {
    id: 'sample',
    title: 'samples',
    area: 'sample',
    rules: () => Promise.resolve([]),
    files: { names: ['a.txt'], maxBytes: 1024 * 1024 },
    requires: [],
    concerns: (_inventory, matched) => matched > 0,
    load: () => Promise.resolve(() => ({ conclude: () => NOTHING, ...detection })),
    ...over,
  };
}

export const walked = (path: string, detectors: readonly ScanDetector[], size = 1): WalkedFile => ({
  path,
  size,
  extractors: [],
  detectors,
});

export interface Started {
  readonly detections: Detections;
  readonly defects: Defect[];
}

export async function started(
  detectors: readonly ScanDetector[],
  files: readonly WalkedFile[],
  allow: readonly ('network' | 'process')[] = [],
  tree: Readonly<Record<string, string>> = Object.fromEntries(files.map((f) => [f.path, 'x'])),
): Promise<Started> {
  const defects: Defect[] = [];
  const detections = await Detections.start(detectors, files, {
    run: RUN,
    tree: new MemoryTree(tree),
    allow: new Set(allow),
    report: (defect) => defects.push(defect),
  });
  return { detections, defects };
}
