/** Runtime properties of OpenMRS, each file for itself; dots of names are underscores. */
import { fileByFile, type LoadedArea } from '../contract.ts';
import { folded, PROPERTIES, settingsOf } from '../shared/settings.ts';
import { OPENMRS_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: OPENMRS_RULES,
  start: fileByFile((file) => {
    const at = { path: file.path, line: 1, column: 1 };
    const settings = settingsOf(file.text(), file.path, PROPERTIES);
    const values = folded(settings, at, { name: ({ name }) => name.replaceAll('.', '_') });
    return [{ type: 'openmrs.runtime', name: 'runtime properties', at, values }];
  }),
};
