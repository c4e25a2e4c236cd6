/** Runs the detectors over what the walk found, and tells how far each area was looked at. */
import {
  type Area,
  type ComponentLicences,
  type Coverage,
  type EolCycle,
  type ExtractContext,
  type Inventory,
  type KnownUnknown,
  type RawFinding,
  type RegistryAccess,
  type System,
  TheriacError,
} from '@theriac/core';
import type { Config } from '@theriac/govern';
import type { FileTree } from '../target/file-tree.ts';
import type { InspectedFile } from '../target/walk.ts';
import { DETECTORS, type ScanDetector } from './list.ts';

export interface DetectorsInput {
  readonly tree: FileTree;
  readonly inspected: readonly InspectedFile[];
  readonly inventory: Inventory;
  readonly systems: readonly System[];
  readonly config: Config;
  /** YYYY-MM-DD */
  readonly asOf: string;
  readonly endOfLife: ((product: string) => readonly EolCycle[]) | undefined;
  readonly registry: RegistryAccess | undefined;
}

export interface Detected {
  readonly findings: readonly RawFinding[];
  readonly unknowns: readonly KnownUnknown[];
  /** What detectors learnt of components' licences, by component id. */
  readonly licences: ReadonlyMap<string, ComponentLicences>;
  /** One entry an area that has detectors. */
  readonly coverage: readonly Coverage[];
}

export async function runDetectors(input: DetectorsInput): Promise<Detected> {
  const findings: RawFinding[] = [];
  const unknowns: KnownUnknown[] = [];
  const licences = new Map<string, ComponentLicences>();
  const areas = new Map<Area, { ran: boolean; failed: boolean; reasons: string[] }>();
  const paths = pathsByDetector(input.inspected);
  const named = pathsByName(input.inspected);
  for (const detector of DETECTORS) {
    const area = areas.get(detector.area) ?? { ran: false, failed: false, reasons: [] };
    areas.set(detector.area, area);
    const matched = paths.get(detector) ?? [];
    if (!detector.concerns(input.inventory, matched)) continue;
    area.ran = true;
    try {
      const detect = await detector.load();
      const result = await detect({
        ...input,
        ...contextOf(input.tree, matched, named),
        list: (folder) => input.tree.list(folder),
      });
      findings.push(...result.findings);
      unknowns.push(...result.unknowns);
      for (const [id, found] of result.licences ?? []) licences.set(id, found);
      area.reasons.push(...result.reasons);
    } catch (error) {
      // A defect in a detector must not end the run, nor hide that its area was not looked at.
      area.failed = true;
      const why = error instanceof TheriacError ? error.message : 'a defect in Theriac, please report it';
      area.reasons.push(`${detector.title} did not finish: ${why}`);
    }
  }
  return {
    findings,
    unknowns,
    licences,
    coverage: [...areas].map(([area, { ran, failed, reasons }]): Coverage => {
      if (!ran) return { area, state: 'skipped', reasons: ['nothing of this kind was found'] };
      const state = failed ? 'failed' : reasons.length > 0 ? 'partial' : 'complete';
      return { area, state, reasons: [...new Set(reasons)].sort() };
    }),
  };
}

function contextOf(
  tree: FileTree,
  matched: readonly string[],
  named: ReadonlyMap<string, readonly string[]>,
): ExtractContext {
  return {
    file: (path) => tree.file(path),
    exists: (path) => tree.exists(path),
    matched,
    named: (name) => named.get(name) ?? [],
  };
}

function pathsByDetector(inspected: readonly InspectedFile[]): Map<ScanDetector, string[]> {
  const paths = new Map<ScanDetector, string[]>();
  for (const { path, detectors } of inspected) {
    for (const detector of detectors) {
      const list = paths.get(detector);
      if (list === undefined) paths.set(detector, [path]);
      else list.push(path);
    }
  }
  return paths;
}

function pathsByName(inspected: readonly InspectedFile[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { path } of inspected) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const list = paths.get(name);
    if (list === undefined) paths.set(name, [path]);
    else list.push(path);
  }
  return paths;
}
