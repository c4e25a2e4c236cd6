/** The sites of a target for commands that show them. */
import type { Defect, KnownUnknown } from '@theriac/core';
import { type Config, systemsOf } from '@theriac/govern';
import { takeInventory } from '../../inventory/take-inventory.ts';
import { declaresPhi } from './declared.ts';
import { type DrupalGiven, type ReadSite, readDrupalSites } from './drupal/read-sites.ts';
import { cms } from './index.ts';
import { readWordPressSites, type WordPressSite } from './wordpress/read-sites.ts';

export interface CmsTarget {
  readonly drupal: readonly ReadSite[];
  readonly wordpress: readonly WordPressSite[];
  readonly unknowns: readonly KnownUnknown[];
}

/** @throws TheriacError THERIAC_TARGET_MISSING or THERIAC_TARGET_KIND */
export async function readCmsTarget(
  path: string,
  config: Config,
  options: { readonly asOf: string; readonly onDefect: (defect: Defect) => void },
): Promise<CmsTarget> {
  const unknowns: KnownUnknown[] = [];
  let read: Omit<CmsTarget, 'unknowns'> = { drupal: [], wordpress: [] };
  const { detections } = await takeInventory({
    path,
    config,
    plugins: {
      extractors: [],
      detectors: [
        {
          ...cms,
          load: async () => () => ({
            conclude: async (context) => {
              const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
              const given: DrupalGiven = {
                config: config.cms,
                declaredPhi: declaresPhi(systemsOf(config.systems, path)),
                asOf: options.asOf,
              };
              const drupal = await readDrupalSites(context, given, report);
              read = { drupal, wordpress: readWordPressSites(context, given, report) };
              return { findings: [] };
            },
          }),
        },
      ],
    },
    detect: {
      run: ({ name }) => ({
        systems: systemsOf(config.systems, name),
        config,
        asOf: options.asOf,
        extractors: [],
      }),
      allow: new Set(),
    },
    onDefect: options.onDefect,
  });
  await detections?.conclude({
    inventory: { roots: [], components: [], unknowns: [], skipped: [] },
    endOfLife: undefined,
    registry: undefined,
  });
  return { ...read, unknowns };
}
