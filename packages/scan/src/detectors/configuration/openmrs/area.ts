/** Runtime properties of OpenMRS. */
import type { ConfigurationArea } from '../contract.ts';

const SETTING =
  /^[ \t]{0,9}(?:connection\.(?:url|username|password|driver_class)|module\.allow_web_admin|auto_update_database|application_data_directory|encryption\.key)[ \t]{0,9}[=:]/m;

export const openmrs: ConfigurationArea = {
  id: 'openmrs',
  title: 'OpenMRS',
  files: { patterns: [{ extension: '.properties', path: /(?:openmrs|runtime)[^/]{0,60}\.properties$/i }] },
  claims: (file) => SETTING.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
