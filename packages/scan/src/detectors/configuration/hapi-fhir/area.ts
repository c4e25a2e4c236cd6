/** Settings of HAPI FHIR servers. */
import type { ConfigurationArea } from '../contract.ts';

const YAML =
  /^[ \t]{0,9}hapi:[ \t]{0,9}(?:#[^\n]{0,200})?\n(?:[ \t]{0,80}(?:#[^\n]{0,300})?\n){0,40}[ \t]{1,20}fhir:/m;
const DOTTED = /^[ \t]{0,9}hapi\.fhir\.[\w.-]{1,80}[ \t]{0,9}[=:]/m;

export const hapiFhir: ConfigurationArea = {
  id: 'hapi-fhir',
  title: 'HAPI FHIR',
  files: {
    patterns: ['.yaml', '.yml', '.properties'].map((extension) => ({
      extension,
      path: /(?:application|hapi)[^/]{0,60}\.(?:ya?ml|properties)$/i,
    })),
  },
  claims: (file) => {
    const text = file.text();
    return YAML.test(text) || DOTTED.test(text);
  },
  load: () => import('./read.ts').then((m) => m.loaded),
};
