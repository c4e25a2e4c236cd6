/** A run that looks at one area: no advisories are asked, and nothing else is required of the target. */
import type { Area, Coverage, Inventory, UnknownReason } from '@theriac/core';
import type { Config } from '@theriac/govern';
import type { Plugins } from '../plugins/list.ts';

export function pluginsOf({ detectors }: Plugins, area: Area): Plugins {
  return { extractors: [], detectors: detectors.filter((one) => one.area === area) };
}

/** Gaps of the walk that are gaps of every area; installed packages are left out on purpose. */
const UNSEEN: ReadonlySet<UnknownReason> = new Set(['unreadable', 'too-deep', 'link-outside']);

/** The coverage of the area, with what the walk could not look into; an area that met nothing to look at is complete. */
export function coverageOfArea(
  area: Area,
  coverage: readonly Coverage[],
  { unknowns }: Pick<Inventory, 'unknowns'>,
): Coverage[] {
  const unseen = unknowns
    .filter(({ reason }) => UNSEEN.has(reason))
    .map(({ location, message }) => `${location.path}: ${message}`);
  return coverage
    .filter((one) => one.area === area)
    .map((one) => {
      if (unseen.length > 0) {
        const reasons = [...new Set([...(one.state === 'skipped' ? [] : one.reasons), ...unseen])].sort();
        return { ...one, state: one.state === 'failed' ? 'failed' : 'partial', reasons };
      }
      return one.state === 'skipped' ? { ...one, state: 'complete', reasons: [] } : one;
    });
}

/** The policy of the project, as far as it is about the area. */
export function configOfArea(config: Config, area: Area): Config {
  return { ...config, policy: { ...config.policy, require: [area] } };
}
