/** Exports of what forges and clouds are set to: they lie in a folder `posture/`, where `theriac posture import` puts them. */
import type { ConfigurationArea } from '../contract.ts';

export const posture: ConfigurationArea = {
  id: 'posture',
  title: 'exports of settings of forges and clouds (posture/*.json), CODEOWNERS',
  files: {
    names: ['CODEOWNERS'],
    patterns: [{ extension: '.json', path: /(?:^|\/)posture\/[^/]+\.json$/ }],
  },
  maxBytes: 64 * 1024 * 1024,
  claims: () => true,
  load: () => import('./read.ts').then((m) => m.loaded),
};
