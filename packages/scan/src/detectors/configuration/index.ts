/** What the configuration that builds and runs the product gets wrong. */
import type { Detector } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { DOCKERFILES } from '../../extractors/docker/file-names.ts';

export const configuration: Detector<Config> = {
  id: 'configuration',
  title: 'configuration of containers and clusters',
  area: 'configuration',
  files: {
    ...DOCKERFILES,
    extensions: [...DOCKERFILES.extensions, '.yaml', '.yml'],
    maxBytes: 64 * 1024 * 1024,
  },
  requires: [],
  concerns: (_inventory, matched) => matched > 0,
  rules: () => import('./rules/all.ts').then((m) => m.CONFIGURATION_CATALOGUE),
  load: () => import('./detect.ts').then((m) => m.start),
};
