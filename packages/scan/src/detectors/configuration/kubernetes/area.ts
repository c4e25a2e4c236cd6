/** Manifests of Kubernetes. */
import type { ConfigurationArea } from '../contract.ts';

const OBJECT = /^\{?[ \t]{0,3}"?apiVersion"?[ \t]{0,9}:/m;

export const kubernetes: ConfigurationArea = {
  id: 'kubernetes',
  title: 'manifests of Kubernetes',
  files: { extensions: ['.yaml', '.yml'] },
  claims: (file) => OBJECT.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
