/** Templates of the Azure Resource Manager in JSON. */
import type { ConfigurationArea } from '../contract.ts';

const SCHEMA = /schema\.management\.azure\.com\/schemas\/[\w-]{1,40}\/[\w]{0,40}[dD]eploymentTemplate\.json/;

export const arm: ConfigurationArea = {
  id: 'arm',
  title: 'templates of the Azure Resource Manager',
  files: { heads: [{ extension: '.json', head: SCHEMA }] },
  claims: (file) => SCHEMA.test(file.text().slice(0, 4096)),
  load: () => import('./read.ts').then((m) => m.loaded),
};
