/** Compose files. */
import { COMPOSE_FILE } from '../../../extractors/docker/file-names.ts';
import type { ConfigurationArea } from '../contract.ts';

const SERVICES = /^\{?[ \t]{0,3}"?services"?[ \t]{0,9}:/m;

export const compose: ConfigurationArea = {
  id: 'compose',
  title: 'Compose files',
  files: { patterns: ['.yaml', '.yml'].map((extension) => ({ extension, path: COMPOSE_FILE })) },
  claims: (file) => SERVICES.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
