/** Runs one detector over files that exist only in memory: for its tests and for fuzzing. */
import {
  CAPABILITIES,
  type Component,
  type DetectResult,
  type EolCycle,
  type Inventory,
  type RawFinding,
  type RegistryAccess,
} from '@theriac/core';
import { type Config, DEFAULT_CONFIG, type SupplyChainConfig, systemsOf } from '@theriac/govern';
import { takeInventory } from '@theriac/scan';
import { EXTRACTORS, type ScanDetector } from '@theriac/scan/plugins';
import { MemoryTree } from '@theriac/scan/target';

export const EMPTY_INVENTORY: Inventory = { roots: [], components: [], unknowns: [], skipped: [] };

export interface InMemory {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly inventory?: Inventory;
  readonly supplyChain?: Partial<SupplyChainConfig>;
  /** Other sections of `theriac.yaml`. */
  readonly config?: Partial<Config>;
  readonly asOf?: string;
  readonly endOfLife?: (product: string) => readonly EolCycle[];
  readonly registry?: RegistryAccess;
}

/** The whole run of one detector: walk, extractors, inspection, conclusion; the network is allowed with a registry. */
export async function detectInMemory(
  detector: ScanDetector,
  given: InMemory,
): Promise<Required<DetectResult>> {
  const { files = {}, inventory = EMPTY_INVENTORY, asOf = '2026-01-02', registry } = given;
  const config: Config = {
    ...DEFAULT_CONFIG,
    ...given.config,
    supplyChain: { ...DEFAULT_CONFIG.supplyChain, ...given.supplyChain },
  };
  const { detections } = await takeInventory({
    path: { tree: new MemoryTree(files), file: undefined, name: 'target' },
    config,
    plugins: { extractors: EXTRACTORS, detectors: [detector] },
    detect: {
      run: ({ name }) => ({ systems: systemsOf(config.systems, name), config, asOf, extractors: EXTRACTORS }),
      allow: new Set(CAPABILITIES),
    },
    onDefect: ({ error }) => {
      throw error;
    },
  });
  const detected = await detections?.conclude({ inventory, endOfLife: given.endOfLife, registry });
  const [coverage] = detected?.coverage ?? [];
  return {
    findings: detected?.findings ?? [],
    unknowns: detected?.unknowns ?? [],
    licences: detected?.licences ?? new Map(),
    secretSources: detected?.secretSources ?? [],
    reasons: coverage === undefined || coverage.state === 'skipped' ? [] : coverage.reasons,
  };
}

/** A package of a lockfile at the root of the target. */
export function packageOf(name: string, more: Partial<Omit<Component, 'name'>> = {}): Component {
  const { ecosystem = 'npm', version = '1.0.0' } = more;
  return {
    id: `lock#${name}`,
    root: 'lock',
    purl: `pkg:${ecosystem}/${name}@${version ?? ''}`,
    ecosystem,
    name,
    version,
    scope: 'production',
    direct: true,
    location: { path: 'package-lock.json', line: 3 },
    origin: { kind: 'registry' },
    dependsOn: [],
    ...more,
  };
}

/** One line per finding: the rule, what it is about, where. */
export function told(result: Pick<DetectResult, 'findings'>): string[] {
  return result.findings.map(({ rule, key, locations: [place] }) => {
    const where = place === undefined ? '' : `${place.path}:${place.line ?? ''}`;
    return [rule.id.replace('THERIAC-SC-', ''), key, where].filter((part) => part !== '').join(' ');
  });
}

/** What a check saw in a finding, one text per piece of evidence. */
export function observedIn(finding: Pick<RawFinding, 'evidence'> | undefined): string[] {
  return (finding?.evidence ?? []).flatMap((e) => ('observed' in e ? [e.observed] : []));
}
