/** What the configuration that builds and runs the product gets wrong. */
import type { Detector } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { CONFIGURATION_FILES } from './files.ts';

export const configuration: Detector<Config> = {
  id: 'configuration',
  title: 'configuration of infrastructure, servers and pipelines',
  area: 'configuration',
  files: CONFIGURATION_FILES,
  requires: [],
  concerns: (_inventory, matched) => matched > 0,
  rules: () => import('./catalogue.ts').then((m) => m.configurationCatalogue()),
  load: () => import('./detect.ts').then((m) => m.start),
};
