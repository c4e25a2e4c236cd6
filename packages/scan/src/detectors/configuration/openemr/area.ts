/** Settings of sites of OpenEMR. */
import type { ConfigurationArea } from '../contract.ts';

const SETTING = /^[ \t]{0,9}\$(?:login|pass|dbase|host)[ \t]{0,9}=/m;

export const openemr: ConfigurationArea = {
  id: 'openemr',
  title: 'OpenEMR',
  files: { names: ['sqlconf.php'] },
  claims: (file) => SETTING.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
