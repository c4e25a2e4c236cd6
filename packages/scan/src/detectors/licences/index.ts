/** Licences of components: policy, obligations, contracts, and what declarations and texts disagree about. */
import type { Detector } from '@theriac/core';
import type { Config } from '@theriac/govern';

export const licences: Detector<Config> = {
  id: 'licences',
  title: 'licences',
  area: 'licences',
  requires: [],
  concerns: (inventory) =>
    inventory.components.some(
      (c) => c.firstParty !== true && c.ecosystem !== 'githubactions' && c.ecosystem !== 'docker',
    ),
  rules: () => import('./licence-rules.ts').then((m) => Object.values(m.LICENCE_RULES)),
  load: () => import('./detect.ts').then((m) => m.start),
};
