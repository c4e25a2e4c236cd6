/** Dockerfiles. */
import { DOCKERFILES } from '../../../extractors/docker/file-names.ts';
import type { ConfigurationArea } from '../contract.ts';

export const docker: ConfigurationArea = {
  id: 'docker',
  title: 'Dockerfiles',
  files: DOCKERFILES,
  claims: () => true,
  load: () => import('./read.ts').then((m) => m.loaded),
};
