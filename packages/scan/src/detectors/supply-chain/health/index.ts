/** The health of releases, from the registry: asked only when the user allows it, and said to be unknown otherwise. */
import type { Detector } from '@theriac/core';
import type { Config } from '@theriac/govern';

export const health: Detector<Config> = {
  id: 'health',
  title: 'age, publishers and provenance of releases',
  area: 'supply-chain',
  requires: ['network'],
  concerns: (inventory) => inventory.components.some((c) => c.ecosystem === 'npm' || c.ecosystem === 'pypi'),
  rules: () =>
    import('./health-rules.ts').then((m) => [
      ...Object.values(m.HEALTH_RULES),
      ...Object.values(m.LIFECYCLE_RULES),
    ]),
  load: () => import('./detect.ts').then((m) => m.start),
};
