/** What the configuration of a target declares, without an inventory: for rules that are being written, and for paths. */
import type { Defect, KnownUnknown } from '@theriac/core';
import type { Resource } from '@theriac/core/configuration';
import { type Config, DEFAULT_CONFIG, systemsOf } from '@theriac/govern';
import { CONFIGURATION_FILES } from './detectors/configuration/files.ts';
import { readAreas } from './detectors/configuration/read-areas.ts';
import { type InventoryProgress, takeInventory } from './inventory/take-inventory.ts';
import type { ScanDetector } from './plugins/list.ts';
import { MemoryTree } from './target/memory-tree.ts';
import type { Target } from './target/target.ts';

export { configurationRules } from './detectors/configuration/catalogue.ts';
export { reduceExport } from './detectors/configuration/posture/reduce-export.ts';
export { PREFIX as CONFIGURATION_PREFIX } from './detectors/configuration/prefix.ts';
export { ResourceJudge } from './detectors/shared/judge-resources.ts';

export interface Declared {
  /** Of the target. */
  readonly name: string;
  readonly resources: readonly Resource[];
  readonly unknowns: readonly KnownUnknown[];
}

export interface ConfigurationOptions {
  /** A path on disk, or a target that is open already. */
  readonly path: string | Target;
  readonly config: Config;
  readonly progress?: (step: InventoryProgress) => void;
  readonly onDefect?: (defect: Defect) => void;
}

/** @throws TheriacError when the target cannot be opened */
export async function configurationOf(options: ConfigurationOptions): Promise<Declared> {
  const { config } = options;
  let resources: readonly Resource[] = [];
  const reading = readAreas();
  const collector: ScanDetector = {
    id: 'configuration',
    title: 'what configuration declares',
    area: 'configuration',
    files: CONFIGURATION_FILES,
    requires: [],
    concerns: () => true,
    rules: async () => [],
    load: async () => () => ({
      inspect: reading.inspect,
      conclude: async (context) => {
        resources = (await reading.conclude(context)).flatMap((area) => area.resources);
        return { findings: [], unknowns: reading.unknowns };
      },
    }),
  };
  const { detections, inventory, target } = await takeInventory({
    ...options,
    plugins: { extractors: [], detectors: [collector] },
    detect: {
      run: ({ name }) => ({
        systems: systemsOf(config.systems, name),
        config,
        asOf: '1970-01-01',
        extractors: [],
      }),
      allow: new Set(),
    },
  });
  const concluded = await detections?.conclude({ inventory, endOfLife: undefined, registry: undefined });
  return { name: target.name, resources, unknowns: [...inventory.unknowns, ...(concluded?.unknowns ?? [])] };
}

/** What files that exist only in memory declare: the examples of rules. */
export function configurationInMemory(files: Readonly<Record<string, string>>): Promise<Declared> {
  return configurationOf({
    path: { tree: new MemoryTree(files), file: undefined, name: 'example' },
    config: DEFAULT_CONFIG,
  });
}
