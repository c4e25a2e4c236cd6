/** Runs one detector over files that exist only in memory: for its tests and for fuzzing. */
import type {
  Component,
  DetectResult,
  EolCycle,
  FolderEntry,
  Inventory,
  RegistryAccess,
} from '@theriac/core';
import { type Config, DEFAULT_CONFIG, type SupplyChainConfig, systemsOf } from '@theriac/govern';
import { MemoryFile } from '@theriac/read/text';
import type { ScanDetector } from '@theriac/scan/plugins';
import { matchesFile } from '@theriac/scan/plugins';
import { normalizePath } from '@theriac/scan/target';

export const EMPTY_INVENTORY: Inventory = { roots: [], components: [], unknowns: [], skipped: [] };

export interface InMemory {
  readonly files?: Readonly<Record<string, string>>;
  readonly inventory?: Inventory;
  readonly supplyChain?: Partial<SupplyChainConfig>;
  /** Other sections of `theriac.yaml`. */
  readonly config?: Partial<Config>;
  readonly asOf?: string;
  readonly endOfLife?: (product: string) => readonly EolCycle[];
  readonly registry?: RegistryAccess;
}

export async function detectInMemory(detector: ScanDetector, given: InMemory): Promise<DetectResult> {
  const { files = {}, inventory = EMPTY_INVENTORY, asOf = '2026-01-02' } = given;
  const paths = Object.keys(files).sort();
  const config: Config = {
    ...DEFAULT_CONFIG,
    ...given.config,
    supplyChain: { ...DEFAULT_CONFIG.supplyChain, ...given.supplyChain },
  };
  const find = (wanted: string): MemoryFile | null => {
    const clean = normalizePath(wanted);
    return clean === null || !Object.hasOwn(files, clean) ? null : new MemoryFile(clean, files[clean] ?? '');
  };
  const { files: matcher } = detector;
  const matched = matcher === undefined ? [] : paths.filter((path) => matchesFile(matcher, path));
  if (!detector.concerns(inventory, matched)) return { findings: [], unknowns: [], reasons: [] };
  const detect = await detector.load();
  return detect({
    inventory,
    systems: systemsOf(config.systems, 'target'),
    config,
    asOf,
    endOfLife: given.endOfLife,
    registry: given.registry,
    file: find,
    exists: (path) => find(path) !== null,
    list: (folder) => entriesOf(folder, paths),
    matched,
    named: (name) => paths.filter((p) => p === name || p.endsWith(`/${name}`)),
  });
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

/** One line a finding: the rule, what it is about, where. */
export function told(result: DetectResult): string[] {
  return result.findings.map(({ rule, key, locations: [place] }) => {
    const where = place === undefined ? '' : `${place.path}:${place.line ?? ''}`;
    return [rule.id.replace('THERIAC-SC-', ''), key, where].filter((part) => part !== '').join(' ');
  });
}

function entriesOf(folder: string, paths: readonly string[]): FolderEntry[] {
  const start = folder === '' ? '' : `${folder}/`;
  const names = new Map<string, FolderEntry['kind']>();
  for (const path of paths) {
    if (!path.startsWith(start)) continue;
    const [name = '', ...more] = path.slice(start.length).split('/');
    names.set(name, more.length === 0 ? 'file' : 'folder');
  }
  return [...names].map(([name, kind]) => ({ name, kind }));
}
