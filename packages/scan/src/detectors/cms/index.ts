/** How a Drupal or WordPress site protects the data of patients: accounts, roles, forms, encryption, logs. */
import type { Detector } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { CMS_FILES } from './files.ts';

export const cms: Detector<Config> = {
  id: 'cms',
  title: 'sites of content management systems',
  area: 'cms',
  files: CMS_FILES,
  requires: [],
  concerns: (_inventory, matched) => matched > 0,
  rules: () => import('./catalogue.ts').then((m) => m.cmsCatalogue()),
  load: () => import('./detect.ts').then((m) => m.start),
};
