/** Bicep, and files of parameters for it. */
import type { ConfigurationArea } from '../contract.ts';

export const bicep: ConfigurationArea = {
  id: 'bicep',
  title: 'Bicep',
  files: { extensions: ['.bicep', '.bicepparam'] },
  claims: () => true,
  load: () => import('./read.ts').then((m) => m.loaded),
};
